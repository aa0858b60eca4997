using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// A code was sent to an address and, once <paramref name="IsVerified"/>, given back. The code's digest lies with the verification codes,
/// under the id of this record.
/// </summary>
/// <param name="TemplateType">The purpose that the message named: <c>SignIn</c>, <c>Register</c>, <c>ForgotPassword</c>, <c>BindMfa</c> or <c>MfaVerification</c>.</param>
internal abstract record SentCode(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified) : VerificationRecord(Id)
{
    [JsonIgnore]
    public override bool IsShown => IsVerified;

    /// <param name="channel">One of <see cref="VerificationChannel"/>.</param>
    /// <param name="ending"><c>Create</c> or <c>Submit</c>.</param>
    /// <returns>The name of a step. Codes of a second factor go by the same one (contract/experience-api.md 14).</returns>
    public static string StepOf(string channel, string ending) =>
        $"Verification.{(channel == VerificationChannel.Email ? EmailCodeVerification.TypeName : PhoneCodeVerification.TypeName)}.{ending}";

    public override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("templateType", TemplateType);
        WriteIdentifier(json, Identifier);
        json.WriteBoolean("verified", IsVerified);
    }
}

/// <summary>A code to an address that the user named: whoever gives it back owns the address.</summary>
internal abstract record CodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified)
    : SentCode(Id, TemplateType, Identifier, IsVerified)
{
    /// <summary>The same code, once the address has become a second factor of the user: it was shown (contract/experience-api.md 8.3).</summary>
    public abstract SentCode AsFactor();
}

/// <summary>A code to a mail address.</summary>
internal sealed record EmailCodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified = false)
    : CodeVerification(Id, TemplateType, Identifier, IsVerified)
{
    public const string TypeName = "EmailVerificationCode";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["otp"];

    [JsonIgnore]
    public override string Email => Identifier.Value;

    public override SentCode AsFactor() => new MfaEmailCodeVerification(Id, TemplateType, Identifier, IsVerified);
}

/// <summary>A code to a phone number.</summary>
internal sealed record PhoneCodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified = false)
    : CodeVerification(Id, TemplateType, Identifier, IsVerified)
{
    public const string TypeName = "PhoneVerificationCode";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["sms"];

    public override SentCode AsFactor() => new MfaPhoneCodeVerification(Id, TemplateType, Identifier, IsVerified);
}

/// <summary>A code to the mail address of the user who is identified already, as a second factor. It identifies nobody.</summary>
internal sealed record MfaEmailCodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified = false)
    : SentCode(Id, TemplateType, Identifier, IsVerified)
{
    public const string TypeName = "MfaEmailVerificationCode";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["otp"];

    [JsonIgnore]
    public override string? Factor => IsVerified ? MfaFactor.Email : null;

    /// <summary>An address may change hands.</summary>
    public override bool IsFactorOf(User user) => string.Equals(Identifier.Value, user.PrimaryEmail, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A code to the phone number of the user who is identified already, as a second factor. It identifies nobody.</summary>
internal sealed record MfaPhoneCodeVerification(string Id, string TemplateType, SignInIdentifier Identifier, bool IsVerified = false)
    : SentCode(Id, TemplateType, Identifier, IsVerified)
{
    public const string TypeName = "MfaPhoneVerificationCode";

    [JsonIgnore]
    public override string Type => TypeName;

    [JsonIgnore]
    public override IReadOnlyList<string> Amr => ["sms"];

    [JsonIgnore]
    public override string? Factor => IsVerified ? MfaFactor.Phone : null;

    /// <summary>A number may change hands.</summary>
    public override bool IsFactorOf(User user) => Identifier.Value == user.PrimaryPhone;
}
