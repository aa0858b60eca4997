using System.Text.Json.Nodes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.OpenApi;

/// <summary>The OpenAPI documents, made of the routes that this server answers (contract/management-misc.md 11). Each is made when it is asked for first.</summary>
internal sealed class OpenApiDocuments
{
    private readonly EndpointDataSource _endpoints;
    private readonly Lazy<EndpointDocs> _docs = new(EndpointDocs.Read);
    private readonly Lazy<JsonText> _all;
    private readonly Lazy<JsonText> _management;
    private readonly Lazy<JsonText> _experience;
    private readonly Lazy<JsonText> _user;

    public OpenApiDocuments(EndpointDataSource endpoints)
    {
        _endpoints = endpoints;
        _all = new(() => Write("Gatehouse API", ApiAudience.All));
        _management = new(() => Write("Gatehouse Management API", [ApiAudience.Management]));
        _experience = new(() => Write("Gatehouse Experience API", [ApiAudience.Experience]));
        _user = new(() => Write("Gatehouse Account API", [ApiAudience.User]));
    }

    /// <summary>Every JSON API of this endpoint.</summary>
    public JsonText All => _all.Value;

    public JsonText Management => _management.Value;

    public JsonText Experience => _experience.Value;

    public JsonText User => _user.Value;

    private JsonText Write(string title, IReadOnlyList<ApiAudience> audiences)
    {
        var writer = new OpenApiWriter(title, audiences, _docs.Value);
        foreach (var endpoint in _endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiPath>() is not { } path) continue;
            var pattern = endpoint.RoutePattern.RawText!;
            if (audiences.FirstOrDefault(audience => audience.Has(pattern)) is { } audience) writer.Add(pattern, path, audience);
        }

        return JsonText.Write(json => ((JsonNode)writer.Document).WriteTo(json));
    }
}
