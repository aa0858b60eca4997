using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Users;

/// <summary>
/// A second factor that is bound to a user (contract/management-api.md 2.14), as it lies in the user's row. What is secret is sealed in it.
/// Members of one type only are null in the others and are not stored then.
/// </summary>
internal sealed record MfaVerification
{
    public const string Totp = "Totp";
    public const string WebAuthn = "WebAuthn";
    public const string BackupCode = "BackupCode";

    public required string Id { get; init; }

    /// <summary><see cref="Totp"/>, <see cref="WebAuthn"/> or <see cref="BackupCode"/>.</summary>
    public required string Type { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? LastUsedAt { get; init; }

    /// <summary>Of TOTP: the shared secret in base32 (RFC 6238), sealed.</summary>
    public string? Key { get; init; }

    /// <summary>Of TOTP: the time step of the last code that was taken. It and those before it are not taken any more (RFC 6238 section 5.2).</summary>
    public long? LastStep { get; init; }

    /// <summary>Of backup codes.</summary>
    public IReadOnlyList<StoredBackupCode>? Codes { get; init; }

    /// <summary>Of a passkey: the host that it was made for (WebAuthn section 4, relying party identifier).</summary>
    public string? RpId { get; init; }

    /// <summary>Of a passkey: base64url.</summary>
    public string? CredentialId { get; init; }

    /// <summary>Of a passkey: the COSE key, base64url.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Of a passkey: how the browser reaches it, for example <c>internal</c> or <c>usb</c>.</summary>
    public IReadOnlyList<string>? Transports { get; init; }

    /// <summary>Of a passkey: the signature counter at its last use (WebAuthn section 6.1.1).</summary>
    public long? Counter { get; init; }

    /// <summary>Of a passkey: it may leave its device, in a backup or to other devices of its owner (WebAuthn section 6.1.3). It never changes.</summary>
    public bool? IsBackupEligible { get; init; }

    /// <summary>Of a passkey: the browser that made it.</summary>
    public string? Agent { get; init; }

    /// <summary>Of a passkey: what its owner calls it.</summary>
    public string? Name { get; init; }

    /// <summary>Members that are not read here pass through.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }

    /// <summary>How many backup codes are left.</summary>
    [JsonIgnore]
    public int RemainingCodes => Codes?.Count(code => code.UsedAt is null) ?? 0;

    public static IReadOnlyList<MfaVerification> ListOf(JsonText stored) =>
        JsonSerializer.Deserialize(stored.Text, MfaVerificationJson.Default.IReadOnlyListMfaVerification)!;

    public static JsonText ToStored(IReadOnlyList<MfaVerification> verifications) =>
        JsonText.FromStored(JsonSerializer.Serialize(verifications, MfaVerificationJson.Default.IReadOnlyListMfaVerification));

    /// <summary>Without secrets, however well sealed.</summary>
    public override string ToString() => $"MfaVerification {{ Id = {Id}, Type = {Type} }}";
}

/// <summary>One backup code.</summary>
/// <param name="Code">Sealed.</param>
/// <param name="UsedAt">Null: not used yet.</param>
internal sealed record StoredBackupCode(string Code, DateTime? UsedAt = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<MfaVerification>))]
internal sealed partial class MfaVerificationJson : JsonSerializerContext;
