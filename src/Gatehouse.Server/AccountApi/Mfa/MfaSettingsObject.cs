using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary><c>{ skipMfaOnSignIn }</c> (contract/account-api.md 4).</summary>
internal static class MfaSettingsObject
{
    public static Field<bool> SkipMfaOnSignIn { get; } = Schemas.Flag.Required("skipMfaOnSignIn");

    public static ObjectSchema Shape { get; } = new(SkipMfaOnSignIn);

    public static JsonText Of(User user) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("skipMfaOnSignIn", LogtoConfig.Of(user).Mfa.SkipMfaOnSignIn ?? false);
        json.WriteEndObject();
    });
}
