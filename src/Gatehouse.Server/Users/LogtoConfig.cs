using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>What a user has answered to questions of the sign-in (contract/management-api.md 2.15). What was never set is not stored.</summary>
internal sealed record LogtoConfig
{
    // Settable: what is missing in the stored text would else be read as null.
    public MfaPreferences Mfa { get; set; } = new();

    public PasskeyPreferences PasskeySignIn { get; set; } = new();

    public static LogtoConfig Of(User user) => JsonSerializer.Deserialize(user.LogtoConfig.Text, LogtoConfigJson.Default.LogtoConfig)!;

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, LogtoConfigJson.Default.LogtoConfig));

    /// <param name="Enabled">The user wants a second factor; null: was never asked.</param>
    /// <param name="Skipped">Did not want to bind one when asked.</param>
    /// <param name="SkipMfaOnSignIn">Is not asked for it at sign-in.</param>
    /// <param name="AdditionalBindingSuggestionSkipped">Did not want a further one.</param>
    internal sealed record MfaPreferences(
        bool? Enabled = null, bool? Skipped = null, bool? SkipMfaOnSignIn = null, bool? AdditionalBindingSuggestionSkipped = null);

    /// <param name="Skipped">Did not want a passkey for signing in.</param>
    internal sealed record PasskeyPreferences(bool? Skipped = null);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LogtoConfig))]
internal sealed partial class LogtoConfigJson : JsonSerializerContext;
