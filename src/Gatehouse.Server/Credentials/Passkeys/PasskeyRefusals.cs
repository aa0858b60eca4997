using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>The refusals of passkeys (contract/experience-api.md 4.6 and 4.7).</summary>
internal static class PasskeyRefusals
{
    /// <summary>The user has none.</summary>
    public static Refusal None { get; } = new("session.mfa.webauthn_verification_not_found");

    /// <summary>Nothing was asked of whoever signs in, or it was answered already.</summary>
    public static Refusal NoSignInPending { get; } = new("session.passkey_sign_in.pending_info_not_found");

    /// <summary>The question was asked at another host.</summary>
    public static Refusal OtherHost { get; } = new("session.passkey_sign_in.conflict_rp_id");

    /// <summary>Whoever belongs to an enterprise signs in there.</summary>
    public static Refusal EnterpriseUser { get; } = new("session.passkey_sign_in.sso_users_not_allowed");

    /// <summary>The credential is nobody's.</summary>
    public static Refusal UnknownCredential { get; } = new("session.identifier_not_found");

    /// <param name="why">A sentence for developers.</param>
    public static Refusal Failed(string why) => new("session.mfa.webauthn_verification_failed")
    {
        Data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("message", why);
            json.WriteEndObject();
        }),
    };
}
