namespace Gatehouse.Server.Users;

/// <summary>
/// The names of second factors, as the setting <c>mfa.factors</c> has them (contract/experience-api.md 8.1). Codes to an address are a
/// factor of everybody who has the address; the others are bound (<see cref="MfaVerification"/>).
/// </summary>
internal static class MfaFactor
{
    public const string Totp = MfaVerification.Totp;
    public const string WebAuthn = MfaVerification.WebAuthn;
    public const string BackupCode = MfaVerification.BackupCode;
    public const string Email = "EmailVerificationCode";
    public const string Phone = "PhoneVerificationCode";

    /// <summary>As section 8.2 lists what is available: there is one factor only whose place its last use could decide.</summary>
    public static IReadOnlyList<string> Order { get; } = [WebAuthn, Totp, Phone, Email, BackupCode];

    /// <summary>What the user has, whether the tenant takes it or not. Backup codes that are all used up are none.</summary>
    public static IEnumerable<string> Of(User user) =>
        OfAll(user).Where(factor => factor != BackupCode || MfaVerification.ListOf(user.MfaVerifications).Any(bound => bound.RemainingCodes > 0));

    /// <summary>As above, with backup codes of which none is left: the last one may have been used a moment ago.</summary>
    public static IEnumerable<string> OfAll(User user)
    {
        foreach (var bound in MfaVerification.ListOf(user.MfaVerifications)) yield return bound.Type;

        if (user.PrimaryEmail is not null) yield return Email;
        if (user.PrimaryPhone is not null) yield return Phone;
    }
}
