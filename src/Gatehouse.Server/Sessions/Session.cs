using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Sessions;

/// <summary>A user signed in at a browser (contract/oidc.md 9). Nobody else has a row: an anonymous browser has a cookie at most.</summary>
internal sealed class Session
{
    public required string TenantId { get; init; }

    /// <summary>The public id: <c>uid</c>. It stays when the cookie's value changes.</summary>
    public required string Id { get; init; }

    /// <summary>Of the cookie's value, which changes at each sign-in and consent.</summary>
    public required string Digest { get; set; }

    public required string UserId { get; init; }

    public required DateTime LoginAt { get; set; }

    /// <summary>The factors really used, RFC 8176, as a JSON array.</summary>
    public required JsonText Amr { get; set; }

    public required string Acr { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Moves on with use.</summary>
    public required DateTime ExpiresAt { get; set; }

    /// <summary>The interaction that signed the user in, without secrets; null before one was kept.</summary>
    public JsonText? LastSubmission { get; set; }

    /// <summary>The application of the last sign-in.</summary>
    public string? LastApplicationId { get; set; }

    public List<SessionApplication> Applications { get; } = [];

    /// <summary>
    /// Changes with the cookie's value and with the applications, so that whoever looks on sees that something happened. Nothing is found by it:
    /// it is not the cookie.
    /// </summary>
    public string Jti =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Applications.Select(entry => entry.Sid).Order(StringComparer.Ordinal).Prepend(Digest)))));

    public IReadOnlyList<string> Factors => [.. Amr.ToElement().EnumerateArray().Select(factor => factor.GetString()!)];

    public bool IsLive(DateTimeOffset now) => now.UtcDateTime < ExpiresAt;

    public SessionApplication? Find(string applicationId) => Applications.Find(entry => entry.ApplicationId == applicationId);

    /// <summary>The application's entry, made if it has none.</summary>
    /// <param name="newSid">The <c>sid</c> of a new entry.</param>
    public SessionApplication Enter(string applicationId, string newSid)
    {
        if (Find(applicationId) is { } known) return known;
        var entry = new SessionApplication { TenantId = TenantId, SessionId = Id, ApplicationId = applicationId, Sid = newSid };
        Applications.Add(entry);
        return entry;
    }
}

/// <summary>An application that a session signed in to.</summary>
internal sealed class SessionApplication
{
    public required string TenantId { get; init; }

    public required string SessionId { get; init; }

    public required string ApplicationId { get; init; }

    /// <summary>The session's id towards this application: the claim <c>sid</c>.</summary>
    public required string Sid { get; init; }

    /// <summary>The grant in use; it may have gone meanwhile.</summary>
    public string? GrantId { get; set; }

    /// <summary>Its grant has <c>offline_access</c> and outlives the session.</summary>
    public bool PersistsLogout { get; set; }
}
