using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>Takes a one-time token, once (contract/management-misc.md 9). The row's version lets one of several at once win.</summary>
internal sealed class UseOneTimeToken(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <param name="interactionEvent">What the user is here for; a token that was made for something else is refused. Null: whatever it was made for.</param>
    public async Task<Checked<OneTimeToken>> ExecuteAsync(string value, string email, string? interactionEvent, CancellationToken ct)
    {
        var digest = OneTimeToken.DigestOf(value);
        var used = await work.WriteAsync<Verdict>("Change.OneTimeToken.Used", null, async () =>
        {
            if (await db.OneTimeTokens.SingleOrDefaultAsync(row => row.Digest == digest, ct) is not { } token) return new Refusal("one_time_token.token_not_found", 404);
            if (token.Email != email) return new Refusal("one_time_token.email_mismatch");
            if (token.IsExpired(time.GetUtcNow().UtcDateTime))
            {
                token.Status = token.StatusAt(time.GetUtcNow().UtcDateTime);
                return new Verdict(token, new Refusal("one_time_token.token_expired"));
            }

            if (token.Status == OneTimeTokenStatus.Expired) return new Refusal("one_time_token.token_expired");
            if (token.Status == OneTimeTokenStatus.Consumed) return new Refusal("one_time_token.token_consumed");
            if (token.Status == OneTimeTokenStatus.Revoked) return new Refusal("one_time_token.token_revoked");
            if (interactionEvent is not null && token.InteractionEvent is { } only && only != interactionEvent)
                return new Refusal("one_time_token.interaction_event_mismatch");
            token.Status = OneTimeTokenStatus.Consumed;
            return new Verdict(token, null);
        }, ct);
        if (!used.TryGet(out var verdict, out var refused)) return refused;
        return verdict.Wrong is { } wrong ? wrong : verdict.Token;
    }

    /// <param name="Wrong">A refusal that is stored all the same: the token is known to have expired.</param>
    private sealed record Verdict(OneTimeToken Token, Refusal? Wrong);
}
