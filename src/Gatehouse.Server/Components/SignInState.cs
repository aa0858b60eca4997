using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Grants;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Components;

/// <summary>
/// What a surface that is a client of our own provider remembers of a sign-in that it began, sealed into the parameter <c>state</c>: so that
/// any number of tabs can sign in at once and nobody needs a row before anybody is signed in. It is worth something only in the browser that
/// it was made for, and for the client that made it.
/// </summary>
/// <param name="Browser">The digest of that browser's id.</param>
/// <param name="Verifier">RFC 7636 section 4.1. The seal keeps it from everybody who sees the URL.</param>
/// <param name="Nonce">OpenID Connect Core section 3.1.2.1.</param>
/// <param name="ReturnPath">The page that was asked for, with its query.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
internal sealed record SignInState(string Browser, string Verifier, string Nonce, string ReturnPath, long ExpiresAt)
{
    /// <summary>A sign-in with a second factor that is bound on the way takes its time.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private const string Purpose = "Gatehouse.SignIn.";

    public string Seal(IDataProtectionProvider protection, string clientId) =>
        protection.CreateProtector(Purpose + clientId).Protect(JsonSerializer.Serialize(this, SignInStateJson.Default.SignInState));

    /// <summary>Null: not ours, too old, or made for another browser or client.</summary>
    public static SignInState? Open(IDataProtectionProvider protection, string clientId, string? sealedText, string? browserId, DateTimeOffset now)
    {
        if (sealedText is null || browserId is null) return null;
        try
        {
            var state = JsonSerializer.Deserialize(protection.CreateProtector(Purpose + clientId).Unprotect(sealedText), SignInStateJson.Default.SignInState)!;
            return state.Browser == OpaqueToken.DigestOf(browserId) && now.ToUnixTimeSeconds() < state.ExpiresAt ? state : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Without values: a state has no business in logs.</summary>
    public override string ToString() => nameof(SignInState);
}

[JsonSerializable(typeof(SignInState))]
internal sealed partial class SignInStateJson : JsonSerializerContext;
