using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>
/// Who may add something to an account in the middle of an interaction (contract/experience-api.md 7 and 8.3): whoever was identified and has
/// shown the second factor that is asked for, and whoever registers. Nobody while a forgotten password is replaced.
/// </summary>
internal sealed class GuardAccount(FindUser find, JudgeSecondFactor judge)
{
    /// <param name="needsFactor">A second factor has to be shown where one is demanded.</param>
    public async Task<Checked<AccountOwner>> ExecuteAsync(InteractionState state, bool needsFactor, CancellationToken ct)
    {
        if (state.Event == InteractionEvent.ForgotPassword) return InteractionRefusals.NotForForgotPassword(400);
        if (state.UserId is not { } userId) return state.Event == InteractionEvent.Register ? new AccountOwner(null) : InteractionRefusals.NobodyIdentified;
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        return needsFactor && await judge.RefuseUnverifiedAsync(state, user, ct) is { } unverified ? unverified : new AccountOwner(user);
    }
}

/// <param name="User">As read; null: one who is still to be made.</param>
internal sealed record AccountOwner(User? User);
