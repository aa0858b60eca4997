using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Connectors;

/// <summary>A provider's tokens on their way into the database (contract/management-api.md 2.10).</summary>
/// <param name="ConnectorId">Through which they came.</param>
/// <param name="Tokens">A JSON object with <c>access_token</c>, <c>refresh_token?</c>, <c>id_token?</c>.</param>
/// <param name="Metadata"><c>scope?</c>, <c>expiresAt?</c> (epoch seconds), <c>tokenType?</c>, <c>hasRefreshToken</c>: all that anybody is shown.</param>
internal sealed record SealedTokens(string ConnectorId, SealedText Tokens, JsonText Metadata)
{
    public static SealedTokens Of(string connectorId, ProviderTokens tokens, Sealer sealer) => new(
        connectorId,
        sealer.Seal(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", tokens.AccessToken);
            if (tokens.RefreshToken is { } refreshToken) json.WriteString("refresh_token", refreshToken);
            if (tokens.IdToken is { } idToken) json.WriteString("id_token", idToken);
            json.WriteEndObject();
        }).Text),
        JsonText.Write(json =>
        {
            json.WriteStartObject();
            if (tokens.Scope is { Length: > 0 } scope) json.WriteString("scope", scope);
            if (tokens.ExpiresAt is { } expiresAt) json.WriteNumber("expiresAt", expiresAt.ToUnixTimeSeconds());
            if (tokens.TokenType is { Length: > 0 } type) json.WriteString("tokenType", type);
            json.WriteBoolean("hasRefreshToken", tokens.RefreshToken is not null);
            json.WriteEndObject();
        }));
}

/// <summary>Forgets the tokens that came through a connector, within the change that is under way.</summary>
internal delegate Task ForgetConnectorTokens(string connectorId, CancellationToken ct);
