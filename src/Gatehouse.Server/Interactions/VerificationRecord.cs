using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// One thing that the user has shown or is about to show (contract/experience-api.md 2). A later way to verify is one more type here, which
/// says whether it is verified, whom it names and what callers see of it.
/// </summary>
/// <param name="Id">21 characters.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PasswordVerification), PasswordVerification.TypeName)]
[JsonDerivedType(typeof(EmailCodeVerification), EmailCodeVerification.TypeName)]
[JsonDerivedType(typeof(PhoneCodeVerification), PhoneCodeVerification.TypeName)]
[JsonDerivedType(typeof(MfaEmailCodeVerification), MfaEmailCodeVerification.TypeName)]
[JsonDerivedType(typeof(MfaPhoneCodeVerification), MfaPhoneCodeVerification.TypeName)]
[JsonDerivedType(typeof(SocialVerification), SocialVerification.TypeName)]
[JsonDerivedType(typeof(OneTimeTokenVerification), OneTimeTokenVerification.TypeName)]
[JsonDerivedType(typeof(NewPasswordIdentity), NewPasswordIdentity.TypeName)]
internal abstract record VerificationRecord(string Id)
{
    /// <summary>The wire's name.</summary>
    [JsonIgnore]
    public abstract string Type { get; }

    /// <summary>The user has shown it.</summary>
    [JsonIgnore]
    public abstract bool IsShown { get; }

    /// <summary>How RFC 8176 calls the factor; null where it has no word for it.</summary>
    [JsonIgnore]
    public virtual string? Amr => null;

    /// <summary>The mail address that stands behind it; null without one.</summary>
    [JsonIgnore]
    public virtual string? Email => null;

    /// <summary>The members that callers see after <c>id</c> and <c>type</c>. Never a secret.</summary>
    public abstract void WriteMembers(Utf8JsonWriter json);

    protected static void WriteIdentifier(Utf8JsonWriter json, SignInIdentifier identifier)
    {
        json.WriteStartObject("identifier");
        json.WriteString("type", identifier.Type);
        json.WriteString("value", identifier.Value);
        json.WriteEndObject();
    }
}
