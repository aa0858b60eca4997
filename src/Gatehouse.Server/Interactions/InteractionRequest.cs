using Gatehouse.Protocol.Authorization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;

namespace Gatehouse.Server.Interactions;

/// <summary>The authorization request that an interaction waits for, as it was judged when it began.</summary>
internal static class InteractionRequest
{
    private const string HintedSubject = "hintedSubject";

    /// <summary>Null when the application has gone.</summary>
    public static AuthorizationRequest? Of(Interaction interaction, Snapshot snapshot)
    {
        if (snapshot.FindClient(interaction.ApplicationId) is not { } application) return null;
        var kind = interaction.DeviceDigest is null ? AuthorizationRequestKind.Authorize : AuthorizationRequestKind.Device;
        var request = AuthorizationRequest.From(
            StoredParameters.Read(interaction.Params), application.Id, application.Metadata, snapshot.Get<ResourceCatalog>().Directory, kind);
        return request with { HintedSubject = interaction.Details.ToElement().TryGetProperty(HintedSubject, out var subject) ? subject.GetString() : null };
    }

    /// <summary>What the consent page shows (contract/oidc.md 8.3), and whom the client expects.</summary>
    public static JsonText DetailsOf(AuthorizationRequest request, PromptDecision decision) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        if (decision.MissingOidcScopes.Count > 0)
        {
            json.WritePropertyName("missingOIDCScope");
            JsonText.Strings(decision.MissingOidcScopes).WriteTo(json);
        }

        if (decision.MissingResourceScopes.Count > 0)
        {
            json.WriteStartObject("missingResourceScopes");
            foreach (var (indicator, scopes) in decision.MissingResourceScopes)
            {
                json.WritePropertyName(indicator);
                JsonText.Strings(scopes).WriteTo(json);
            }

            json.WriteEndObject();
        }

        if (request.HintedSubject is { } subject) json.WriteString(HintedSubject, subject);
        json.WriteEndObject();
    });
}
