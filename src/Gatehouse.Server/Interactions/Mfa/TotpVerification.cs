using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// A code of an authenticator app (contract/experience-api.md 4.5): of a secret that was made here, to be bound once a code of it was given,
/// or of the one that the user has, which shows the second factor.
/// </summary>
/// <param name="UserId">Whose it is.</param>
internal sealed record TotpVerification(string Id, string UserId, bool IsVerified = false) : VerificationRecord(Id)
{
    public const string TypeName = "Totp";

    /// <summary>The new secret in base32, sealed; nobody is shown it again. Null: the code was of the secret that the user has.</summary>
    public string? SealedSecret { get; init; }

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override bool IsShown => IsVerified;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["otp"];

    [JsonIgnore]
    public override string? Factor => IsVerified && SealedSecret is null ? MfaFactor.Totp : null;

    public override bool IsFactorOf(User user) => UserId == user.Id;

    public override MfaVerification? ToFactor(DateTime now) =>
        SealedSecret is { } secret ? new MfaVerification { Id = Id, Type = MfaVerification.Totp, CreatedAt = now, Key = secret } : null;

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("userId", UserId);
        json.WriteBoolean("verified", IsVerified);
    }
}
