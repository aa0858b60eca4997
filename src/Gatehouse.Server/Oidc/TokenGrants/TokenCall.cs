using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.TokenEndpoint;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>A request of an authenticated client to the token endpoint that has passed the checks of its grant.</summary>
/// <param name="Audit">Makes the audit entry of what came of it.</param>
internal sealed record TokenCall(
    CallingClient Client, TokenRequest Request, string Issuer, DateTimeOffset Now, Func<TokenOutcome, AuditRow> Audit, CancellationToken Aborted)
{
    /// <summary>Without codes and tokens, which must not reach a log.</summary>
    public override string ToString() => Request.ToString();
}

/// <summary>What came of a token request: an answer with tokens, or a refusal.</summary>
internal sealed record TokenOutcome
{
    public TokenResponse? Response { get; init; }

    public OAuthError? Refusal { get; init; }

    public string? UserId { get; init; }

    public string? SessionId { get; init; }

    /// <summary>What was issued, for the audit log (contract/oidc.md 23).</summary>
    public IReadOnlyList<string> TokenTypes { get; init; } = [];

    /// <summary>Rows were changed: the audit entry goes into the same transaction.</summary>
    public bool ChangesRows { get; init; }

    public static TokenOutcome Refused(OAuthError refusal) => new() { Refusal = refusal };
}
