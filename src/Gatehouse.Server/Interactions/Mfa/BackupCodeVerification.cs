using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Backup codes that were made here, to be bound, or one that was given and is used up (contract/experience-api.md 4.8).</summary>
/// <param name="UserId">Whose they are.</param>
internal sealed record BackupCodeVerification(string Id, string UserId) : VerificationRecord(Id)
{
    public const string TypeName = "BackupCode";

    /// <summary>The new codes, each sealed. Null: one of those that the user has was given.</summary>
    public IReadOnlyList<string>? SealedCodes { get; init; }

    /// <summary>The one that was given: worth nothing any more.</summary>
    public string? Code { get; init; }

    [JsonIgnore]
    public override string Type => TypeName;

    /// <summary>Whoever was shown new codes need not type one.</summary>
    [JsonIgnore]
    public override bool IsShown => true;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["otp"];

    [JsonIgnore]
    public override string? Factor => Code is null ? null : MfaFactor.BackupCode;

    public override bool IsFactorOf(User user) => UserId == user.Id;

    public override MfaVerification? ToFactor(DateTime now) => SealedCodes is { } codes
        ? new MfaVerification { Id = Id, Type = MfaVerification.BackupCode, CreatedAt = now, Codes = [.. codes.Select(code => new StoredBackupCode(code))] } : null;

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("userId", UserId);
        if (Code is { } code) json.WriteString("code", code);
    }
}
