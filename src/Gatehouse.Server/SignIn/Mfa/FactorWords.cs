using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>Second factors in words.</summary>
internal static class FactorWords
{
    public static string Name(PageFrame frame, string factor) => frame.Say(factor switch
    {
        MfaFactor.Totp => "mfa.totp",
        MfaFactor.WebAuthn => "mfa.webauthn",
        MfaFactor.BackupCode => "mfa.backup_code",
        MfaFactor.Email => "mfa.email_verification_code",
        _ => "mfa.phone_verification_code",
    });

    /// <summary>What showing it means.</summary>
    public static string ToShow(PageFrame frame, string factor, SecondFactorDescription known) => factor switch
    {
        MfaFactor.Totp => frame.Say("mfa.verify_totp_description"),
        MfaFactor.WebAuthn => frame.Say("mfa.verify_webauthn_description"),
        MfaFactor.BackupCode => frame.Say("mfa.backup_code_description"),
        _ => frame.Say("mfa.code_goes_to", ("address", MaskedAddress(factor, known))),
    };

    /// <summary>What adding it means.</summary>
    public static string ToBind(PageFrame frame, string factor) => frame.Say(factor switch
    {
        MfaFactor.Totp => "mfa.link_totp_description",
        MfaFactor.WebAuthn => "mfa.webauthn_description",
        MfaFactor.Email => "mfa.link_email_description",
        _ => "mfa.link_phone_description",
    });

    /// <summary>Just enough of the address that a code goes to.</summary>
    public static string MaskedAddress(string factor, SecondFactorDescription known) => (factor == MfaFactor.Email ? known.MaskedEmail : known.MaskedPhone) ?? "";
}
