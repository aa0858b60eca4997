using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Users;

/// <summary>A user's answers to questions of the sign-in, as the APIs show and take them (contract/management-api.md 2.15).</summary>
internal static class LogtoConfigObject
{
    private static readonly Field<bool> Enabled = Schemas.Flag.Optional("enabled");
    private static readonly Field<bool> Skipped = Schemas.Flag.Optional("skipped");
    private static readonly Field<bool> SkipMfaOnSignIn = Schemas.Flag.Optional("skipMfaOnSignIn");
    private static readonly Field<bool> SuggestionSkipped = Schemas.Flag.Optional("additionalBindingSuggestionSkipped");
    private static readonly Field<Input> Mfa = new ObjectSchema(Enabled, Skipped, SkipMfaOnSignIn, SuggestionSkipped).Optional("mfa");
    private static readonly Field<Input> PasskeySignIn = new ObjectSchema(Skipped).Optional("passkeySignIn");

    public static ObjectSchema Body { get; } = new(Mfa, PasskeySignIn);

    public static Schema<JsonText> Shape { get; } = Schemas.ObjectOf(
        Schemas.ObjectOf(Enabled, Schemas.Flag.Required("skipped"), Schemas.Flag.Required("skipMfaOnSignIn")).Required("mfa"),
        Schemas.ObjectOf(Schemas.Flag.Required("skipped")).Required("passkeySignIn"));

    /// <param name="takesSuggestion">Administrators may send the flag of the suggestion; it is not theirs to set.</param>
    public static LogtoConfig Read(Input body, bool takesSuggestion)
    {
        var (mfa, passkey) = (body.Get(Mfa) ?? Input.Empty, body.Get(PasskeySignIn) ?? Input.Empty);
        return new LogtoConfig
        {
            Mfa = new LogtoConfig.MfaPreferences(
                Sent(mfa, Enabled), Sent(mfa, Skipped), Sent(mfa, SkipMfaOnSignIn), takesSuggestion ? Sent(mfa, SuggestionSkipped) : null),
            PasskeySignIn = new LogtoConfig.PasskeyPreferences(Sent(passkey, Skipped)),
        };
    }

    public static JsonText Text(User user)
    {
        var config = LogtoConfig.Of(user);
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("mfa"u8);
            if (config.Mfa.Enabled is { } enabled) json.WriteBoolean("enabled"u8, enabled);
            json.WriteBoolean("skipped"u8, config.Mfa.Skipped ?? false);
            json.WriteBoolean("skipMfaOnSignIn"u8, config.Mfa.SkipMfaOnSignIn ?? false);
            json.WriteEndObject();
            json.WriteStartObject("passkeySignIn"u8);
            json.WriteBoolean("skipped"u8, config.PasskeySignIn.Skipped ?? false);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static bool? Sent(Input input, Field<bool> field) => input.Has(field) ? input.Get(field) : null;
}
