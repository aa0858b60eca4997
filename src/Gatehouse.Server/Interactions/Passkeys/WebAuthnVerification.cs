using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Passkeys;

/// <summary>
/// A passkey of the identified user (contract/experience-api.md 4.6): a new one that was made, to be bound, or one that the user has, which
/// shows the second factor. The new one never does.
/// </summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="IsRegistration">A new one.</param>
internal sealed record WebAuthnVerification(string Id, string UserId, bool IsRegistration) : VerificationRecord(Id)
{
    public const string TypeName = "WebAuthn";

    /// <summary>What the browser was asked; null once it has answered.</summary>
    public PasskeyChallenge? Challenge { get; init; }

    /// <summary>The new one; null: not made yet, or none is to be made.</summary>
    public NewPasskey? Made { get; init; }

    /// <summary>The one that was used; null: none yet, or none is to be used.</summary>
    public UsedPasskey? Used { get; init; }

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => Made is not null || Used is not null;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => Used?.Amr ?? [];

    [JsonIgnore]
    public override string? Factor => Used is null ? null : MfaFactor.WebAuthn;

    public override bool IsFactorOf(User user) =>
        UserId == user.Id && MfaVerification.ListOf(user.MfaVerifications).Any(factor => factor.CredentialId is not null && factor.CredentialId == Used?.CredentialId);

    public override MfaVerification? ToFactor(DateTime now) => Made?.ToFactor(Id, now);

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("userId", UserId);
        json.WriteBoolean("verified", IsShown);
    }
}
