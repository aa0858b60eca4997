using System.Text.Json;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>GET /api/interaction/consent: who asks for what (contract/experience-api.md 15).</summary>
internal sealed class GetConsentEndpoint(DescribeConsent describe) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new();

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var caller = (InteractionCaller)call.Caller;
        return (await describe.ExecuteAsync(caller.InteractionId, caller.SessionValue, call.Aborted)).TryGet(out var description, out var refused)
            ? ApiResult.Json(Write(description)) : refused;
    }

    private static JsonText Write(ConsentDescription asked) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("application");
        json.WriteString("id", asked.Application.Id);
        json.WriteString("name", asked.Application.Name);
        json.WriteEndObject();
        WriteUser(json, asked.User);
        json.WriteStartArray("organizations");
        foreach (var organization in asked.Organizations)
        {
            json.WriteStartObject();
            json.WriteString("id", organization.Id);
            json.WriteString("name", organization.Name);
            WriteResources(json, organization.Resources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("missingOIDCScope");
        JsonText.Strings(asked.OidcScopes).WriteTo(json);
        WriteResources(json, asked.Resources);
        if (asked.RedirectUri is { } redirectUri) json.WriteString("redirectUri", redirectUri);
        json.WriteEndObject();
    });

    private static void WriteUser(Utf8JsonWriter json, User user)
    {
        json.WriteStartObject("user");
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("avatar", user.Avatar);
        json.WriteString("username", user.Username);
        json.WriteString("primaryEmail", user.PrimaryEmail);
        json.WriteString("primaryPhone", user.PrimaryPhone);
        json.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter json, IEnumerable<AskedResource> resources)
    {
        json.WriteStartArray("missingResourceScopes");
        foreach (var resource in resources)
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            json.WriteString("id", resource.Id);
            json.WriteString("name", resource.Name);
            json.WriteString("indicator", resource.Indicator);
            json.WriteEndObject();
            json.WriteStartArray("scopes");
            foreach (var scope in resource.Scopes)
            {
                json.WriteStartObject();
                json.WriteString("id", scope.Id);
                json.WriteString("name", scope.Name);
                json.WriteString("description", scope.Description);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
