using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Grants;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// What a sign-out that was asked for will do, sealed into the form's <c>xsrf</c> field (contract/oidc.md 19). It is worth something only
/// beside the cookie that it was made for, so nobody needs a row before anybody is signed in.
/// </summary>
/// <param name="Cookie">The digest of that cookie's value.</param>
/// <param name="SessionId">The session to end; null when nobody is signed in.</param>
/// <param name="ApplicationId">Who asked; null when nobody said so.</param>
/// <param name="Target">Where to go afterwards, checked and complete; null for our own page.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
internal sealed record LogoutTicket(string Cookie, string? SessionId, string? ApplicationId, string? Target, long ExpiresAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Purpose = "Gatehouse.Logout";

    public string Seal(IDataProtectionProvider protection, string tenantId) =>
        protection.CreateProtector(Purpose, tenantId).Protect(JsonSerializer.Serialize(this, LogoutTicketJson.Default.LogoutTicket));

    /// <summary>Null: not ours, too old, or made for another cookie.</summary>
    public static LogoutTicket? Open(IDataProtectionProvider protection, string tenantId, string? sealedText, string? cookieValue, DateTimeOffset now)
    {
        if (sealedText is null || cookieValue is null) return null;
        try
        {
            var text = protection.CreateProtector(Purpose, tenantId).Unprotect(sealedText);
            var ticket = JsonSerializer.Deserialize(text, LogoutTicketJson.Default.LogoutTicket)!;
            return ticket.Cookie == OpaqueToken.DigestOf(cookieValue) && now.ToUnixTimeSeconds() < ticket.ExpiresAt ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Without values: a state has no business in logs.</summary>
    public override string ToString() => nameof(LogoutTicket);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogoutTicket))]
internal sealed partial class LogoutTicketJson : JsonSerializerContext;
