using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Userinfo;

/// <summary>
/// Where a request to a protected endpoint may carry its token: RFC 6750 section 2, contract oidc.md section 17. In the query it may not
/// (RFC 9700 section 4.3.2), and in two places at once neither.
/// </summary>
/// <param name="Value">Null: the request carries none.</param>
/// <param name="IsDpop">RFC 9449 section 7.1: sent with the scheme <c>DPoP</c>, which a proof must go with.</param>
public sealed record BearerToken(string? Value, bool IsDpop = false)
{
    private const string Scheme = "Bearer";
    private const string DpopScheme = "DPoP";

    /// <param name="authorizationHeader">The header's value; null or empty when it was not sent.</param>
    /// <param name="inForm">The form's <c>access_token</c>.</param>
    public static Checked<BearerToken> Read(string? authorizationHeader, string? inForm, bool isInQuery)
    {
        if (isInQuery) return OAuthError.InvalidRequest("An access token must not be sent in the query.");
        if (string.IsNullOrEmpty(authorizationHeader)) return new BearerToken(inForm);
        if (inForm is not null) return OAuthError.InvalidRequest("The access token is sent in more than one way.");
        var isDpop = false;
        return authorizationHeader.Split(' ') is [var scheme, { Length: > 0 } value]
            && (string.Equals(scheme, Scheme, StringComparison.OrdinalIgnoreCase) || (isDpop = string.Equals(scheme, DpopScheme, StringComparison.OrdinalIgnoreCase)))
            ? new BearerToken(value, isDpop)
            : OAuthError.InvalidRequest("The Authorization header must be of the scheme Bearer or DPoP and hold one token.");
    }

    /// <summary>Without the token, which must not reach a log.</summary>
    public override string ToString() => $"BearerToken {{ {(Value is null ? "none" : "redacted")} }}";
}
