using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// One thing that the user has shown or is about to show (contract/experience-api.md 2). A later way to verify is one more type here, which
/// says whether it is verified, which second factor it shows or gives, and what callers see of it.
/// </summary>
/// <param name="Id">21 characters.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PasswordVerification), PasswordVerification.TypeName)]
[JsonDerivedType(typeof(EmailCodeVerification), EmailCodeVerification.TypeName)]
[JsonDerivedType(typeof(PhoneCodeVerification), PhoneCodeVerification.TypeName)]
[JsonDerivedType(typeof(MfaEmailCodeVerification), MfaEmailCodeVerification.TypeName)]
[JsonDerivedType(typeof(MfaPhoneCodeVerification), MfaPhoneCodeVerification.TypeName)]
[JsonDerivedType(typeof(SocialVerification), SocialVerification.TypeName)]
[JsonDerivedType(typeof(TotpVerification), TotpVerification.TypeName)]
[JsonDerivedType(typeof(BackupCodeVerification), BackupCodeVerification.TypeName)]
[JsonDerivedType(typeof(WebAuthnVerification), WebAuthnVerification.TypeName)]
[JsonDerivedType(typeof(PasskeySignInVerification), PasskeySignInVerification.TypeName)]
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

    /// <summary>How RFC 8176 calls what was shown; empty where it has no word for it.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Amr => [];

    /// <summary>Whoever is identified by it is asked for no second factor (contract/experience-api.md 8.2): a passkey, an enterprise's sign-in.</summary>
    [JsonIgnore]
    public virtual bool IsEnoughAlone => false;

    /// <summary>
    /// The second factor that it shows, a <see cref="MfaFactor"/>; null: none, or not verified. What was made to be bound shows none
    /// (contract/experience-api.md 8.2).
    /// </summary>
    [JsonIgnore]
    public virtual string? Factor => null;

    /// <summary>The mail address that stands behind it; null without one.</summary>
    [JsonIgnore]
    public virtual string? Email => null;

    /// <summary>Whether the second factor that it shows is this user's, and is so still.</summary>
    public virtual bool IsFactorOf(User user) => true;

    /// <summary>What binding it gives to the user; null where it holds nothing that could be bound.</summary>
    public virtual MfaVerification? ToFactor(DateTime now) => null;

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
