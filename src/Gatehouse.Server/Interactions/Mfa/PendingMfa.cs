using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// The member <c>mfa</c> of an interaction (contract/experience-api.md 2 and 8.3): second factors that the user is to get at submit, and what
/// the user answered to questions about them. Null: not answered.
/// </summary>
internal sealed record PendingMfa
{
    public static PendingMfa Empty { get; } = new();

    /// <summary>The user wants a second factor.</summary>
    public bool? MfaEnabled { get; init; }

    /// <summary>The user does not want to bind one.</summary>
    public bool? MfaSkipped { get; init; }

    /// <summary>The user does not want a further one.</summary>
    public bool? AdditionalBindingSuggestionSkipped { get; init; }

    /// <summary>The user does not want a passkey for signing in.</summary>
    public bool? PasskeySkipped { get; init; }

    /// <summary>Its secret is sealed.</summary>
    public MfaVerification? Totp { get; init; }

    /// <summary>Null: none. Several are possible.</summary>
    public IReadOnlyList<MfaVerification>? WebAuthn { get; init; }

    /// <summary>They take the place of those that the user has.</summary>
    public MfaVerification? BackupCode { get; init; }

    /// <summary>The factors to be bound.</summary>
    [JsonIgnore]
    public IEnumerable<MfaVerification> Factors => [.. new[] { Totp }.OfType<MfaVerification>(), .. WebAuthn ?? [], .. new[] { BackupCode }.OfType<MfaVerification>()];

    /// <summary>With one more to be bound, in place of the one with its id or, of what a user has once, of its type.</summary>
    public PendingMfa With(MfaVerification factor) => factor.Type switch
    {
        MfaVerification.Totp => this with { Totp = factor },
        MfaVerification.BackupCode => this with { BackupCode = factor },
        _ => this with { WebAuthn = [.. (WebAuthn ?? []).Where(other => other.Id != factor.Id), factor] },
    };

    /// <summary>What callers see: passkeys in full, which hold no secret; of the others the type.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteFlag("mfaEnabled", MfaEnabled);
        WriteFlag("mfaSkipped", MfaSkipped);
        WriteFlag("additionalBindingSuggestionSkipped", AdditionalBindingSuggestionSkipped);
        WriteFlag("passkeySkipped", PasskeySkipped);
        WriteType("totp", Totp);
        if (WebAuthn is { Count: > 0 } passkeys)
        {
            json.WriteStartArray("webAuthn");
            foreach (var passkey in passkeys) WritePasskey(json, passkey);
            json.WriteEndArray();
        }

        WriteType("backupCode", BackupCode);
        json.WriteEndObject();

        void WriteFlag(string name, bool? flag)
        {
            if (flag is { } value) json.WriteBoolean(name, value);
        }

        void WriteType(string name, MfaVerification? factor)
        {
            if (factor is null) return;
            json.WriteStartObject(name);
            json.WriteString("type", factor.Type);
            json.WriteEndObject();
        }
    }

    private static void WritePasskey(Utf8JsonWriter json, MfaVerification passkey)
    {
        json.WriteStartObject();
        json.WriteString("type", passkey.Type);
        json.WriteString("rpId", passkey.RpId);
        json.WriteString("credentialId", passkey.CredentialId);
        json.WriteString("publicKey", passkey.PublicKey);
        json.WriteStartArray("transports");
        foreach (var transport in passkey.Transports ?? []) json.WriteStringValue(transport);
        json.WriteEndArray();
        json.WriteNumber("counter", passkey.Counter ?? 0);
        json.WriteString("agent", passkey.Agent ?? "");
        json.WriteEndObject();
    }
}
