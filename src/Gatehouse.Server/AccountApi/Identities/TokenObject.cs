using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Identities;

/// <summary>A provider's access token, in the words of RFC 6749 section 5.1 (contract/account-api.md 7).</summary>
internal static class TokenObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Text.Required("access_token"), Schemas.Text.Optional("scope"), Schemas.Text.Optional("token_type"), Schemas.Integer.Optional("expires_in"));

    public static ApiResult Of(Checked<OwnToken> found) => !found.TryGet(out var token, out var refused) ? refused : ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("access_token", token.AccessToken);
        if (token.Scope is { } scope) json.WriteString("scope", scope);
        if (token.TokenType is { } type) json.WriteString("token_type", type);
        if (token.ExpiresIn is { } seconds) json.WriteNumber("expires_in", seconds);
        json.WriteEndObject();
    }));
}
