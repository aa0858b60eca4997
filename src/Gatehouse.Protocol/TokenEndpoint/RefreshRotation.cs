using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;

namespace Gatehouse.Protocol.TokenEndpoint;

/// <summary>When a refresh token is replaced, and what its second use means: RFC 9700 section 4.14.2, contract oidc.md section 12.</summary>
public static class RefreshRotation
{
    /// <summary>Clients that ask for several resources at once present one token several times: so long it goes on working.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(3);

    private const double WornOut = 0.7;
    private static readonly TimeSpan LongestLine = TimeSpan.FromDays(365.25);

    /// <summary>The token was replaced, and longer ago than <see cref="Leeway"/>.</summary>
    public static bool IsReplay(TokenFacts token, DateTimeOffset now) => token.ConsumedAt is { } consumed && now > consumed + Leeway;

    /// <summary>The end of the successor; null when the token stays as it is.</summary>
    public static DateTimeOffset? SuccessorExpiresAt(ClientMetadata client, TokenFacts token, DateTimeOffset now)
    {
        var isPublic = client.TokenEndpointAuthMethod == ClientAuthenticationMethod.None;
        if (!IsRotated(client, isPublic, token, now)) return null;
        // A page in a browser does not prolong what somebody may have taken from it: the line ends when its first token would have.
        return isPublic && client.ApplicationType == "web" ? token.ExpiresAt : now.AddSeconds(client.RefreshTokenTtl);
    }

    private static bool IsRotated(ClientMetadata client, bool isPublic, TokenFacts token, DateTimeOffset now)
    {
        // Inside the leeway: the first use has replaced it already, the others get a successor too.
        if (token.ConsumedAt is not null) return true;
        if (!client.RotateRefreshToken) return false;
        // RFC 9700 section 4.14.2: no line is without end, however often it is used.
        if (now - (token.FirstIssuedAt ?? token.CreatedAt) >= LongestLine) return false;
        return isPublic || now - token.CreatedAt >= (token.ExpiresAt - token.CreatedAt) * WornOut;
    }
}
