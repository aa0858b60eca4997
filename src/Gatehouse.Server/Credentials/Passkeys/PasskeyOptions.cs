using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.WebAuthn;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>
/// What a browser is asked with, in the order of the contract (contract/experience-api.md 4.6). Both are the JSON that
/// <c>PublicKeyCredential.parseCreationOptionsFromJSON</c> and <c>parseRequestOptionsFromJSON</c> take (WebAuthn sections 5.1.8 and 5.1.9).
/// </summary>
internal static class PasskeyOptions
{
    private const int TimeoutMilliseconds = 60_000;

    /// <param name="known">The user's second factors: of passkeys none is made a second time on one device.</param>
    public static JsonText ToRegister(PasskeyChallenge challenge, User user, IEnumerable<MfaVerification> known) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("rp");
        json.WriteString("name", challenge.RpId);
        json.WriteString("id", challenge.RpId);
        json.WriteEndObject();
        json.WriteStartObject("user");
        json.WriteString("id", Base64Url.EncodeToString(HandleOf(user)));
        json.WriteString("name", NameOf(user));
        json.WriteString("displayName", user.Name ?? NameOf(user));
        json.WriteEndObject();
        json.WriteString("challenge", challenge.Value);
        json.WriteStartArray("pubKeyCredParams");
        foreach (var algorithm in RegistrationCeremony.Algorithms)
        {
            json.WriteStartObject();
            json.WriteString("type", "public-key");
            json.WriteNumber("alg", algorithm);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("timeout", TimeoutMilliseconds);
        WriteCredentials(json, "excludeCredentials", known);
        json.WriteStartObject("authenticatorSelection");
        json.WriteBoolean("requireResidentKey", true);
        json.WriteString("residentKey", "required");
        json.WriteString("userVerification", "required");
        json.WriteEndObject();
        json.WriteString("attestation", "none");
        json.WriteStartObject("extensions");
        json.WriteBoolean("credProps", true);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <param name="allowed">The user's second factors; empty: whoever has a passkey may use it.</param>
    public static JsonText ToAuthenticate(PasskeyChallenge challenge, IEnumerable<MfaVerification> allowed) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("challenge", challenge.Value);
        json.WriteNumber("timeout", TimeoutMilliseconds);
        json.WriteString("rpId", challenge.RpId);
        WriteCredentials(json, "allowCredentials", allowed);
        json.WriteString("userVerification", "required");
        json.WriteEndObject();
    });

    /// <summary>What the authenticator knows the user by. It says nothing about them (WebAuthn section 14.6.1).</summary>
    public static byte[] HandleOf(User user) => Encoding.UTF8.GetBytes(user.Id);

    /// <summary>Whoever came by a social account alone may have nothing but the id.</summary>
    private static string NameOf(User user) => user.PrimaryEmail ?? (user.PrimaryPhone is { } phone ? "+" + phone : null) ?? user.Username ?? user.Id;

    private static void WriteCredentials(Utf8JsonWriter json, string member, IEnumerable<MfaVerification> factors)
    {
        json.WriteStartArray(member);
        foreach (var passkey in factors.Where(factor => factor.CredentialId is not null))
        {
            json.WriteStartObject();
            json.WriteString("type", "public-key");
            json.WriteString("id", passkey.CredentialId);
            json.WriteStartArray("transports");
            foreach (var transport in passkey.Transports ?? []) json.WriteStringValue(transport);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
