using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SsoConnectors;

namespace Gatehouse.Server.ManagementApi.SsoConnectors;

/// <summary>GET /api/sso-connector-providers: the kinds of enterprise connectors, in the caller's language (contract/management-misc.md 8).</summary>
internal sealed class ListSsoProvidersEndpoint(Phrases phrases) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = Schemas.ListOf(new ObjectSchema(
            Schemas.OneOf([.. SsoProviders.All.Select(provider => provider.Name)]).Required("providerName"),
            Schemas.OneOf("oidc", "saml").Required("providerType"),
            Schemas.Text.Required("logo"),
            Schemas.Text.Required("logoDark"),
            Schemas.Text.Required("description"),
            Schemas.Text.Required("name"))),
    };

    public Task<ApiResult> HandleAsync(ApiCall call)
    {
        var language = phrases.Negotiate(call.Headers.AcceptLanguage);
        return Task.FromResult(ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var provider in SsoProviders.All)
            {
                json.WriteStartObject();
                json.WriteString("providerName", provider.Name);
                json.WriteString("providerType", provider.Type);
                json.WriteString("logo", provider.Logo);
                json.WriteString("logoDark", provider.Logo);
                json.WriteString("description", phrases.Say(language, "sso." + provider.Name));
                json.WriteString("name", provider.Title);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        })));
    }
}
