using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Oidc.TokenGrants;

/// <summary>Runs one grant: what it uses up, what it issues and its audit entry are one transaction, run again when somebody was faster.</summary>
internal sealed class GrantWork(UnitOfWork work)
{
    public async Task<TokenOutcome> RunAsync(TokenCall call, Func<Task<TokenOutcome>> attempt)
    {
        var written = await work.WriteAsync<TokenOutcome>(
            outcome => outcome.ChangesRows ? call.Audit(outcome) : null, async () => await attempt(), call.Aborted);
        // The database itself says no only when what the tokens hang on went away meanwhile.
        return written.TryGet(out var outcome, out _) ? outcome : TokenOutcome.Refused(OAuthError.InvalidGrant());
    }
}
