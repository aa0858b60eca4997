using System.Text.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// A code was sent to an address and, once <paramref name="IsVerified"/>, given back. The code's digest lies with the verification codes,
/// under the id of this record.
/// </summary>
/// <param name="TemplateType">The purpose that the message named: <c>SignIn</c>, <c>Register</c>, <c>ForgotPassword</c>, <c>BindMfa</c> or <c>MfaVerification</c>.</param>
internal abstract record CodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified) : VerificationRecord(Id)
{
    public override bool IsShown => IsVerified;

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("templateType", TemplateType);
        WriteIdentifier(json, Identifier);
        json.WriteBoolean("verified", IsVerified);
    }
}

/// <summary>A code to a mail address.</summary>
internal sealed record EmailCodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified = false)
    : CodeVerification(Id, TemplateType, Identifier, IsVerified)
{
    public const string TypeName = "EmailVerificationCode";

    public override string Type => TypeName;

    public override string Amr => "otp";

    public override string Email => Identifier.Value;
}

/// <summary>A code to a phone number.</summary>
internal sealed record PhoneCodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified = false)
    : CodeVerification(Id, TemplateType, Identifier, IsVerified)
{
    public const string TypeName = "PhoneVerificationCode";

    public override string Type => TypeName;

    public override string Amr => "sms";
}
