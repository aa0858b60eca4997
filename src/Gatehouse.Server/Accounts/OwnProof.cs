using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>Something that can be guessed, from somebody who is signed in: each attempt is counted before it is looked at (contract/account-api.md 11).</summary>
internal sealed class OwnProof(LimitAttempts attempts, UnitOfWork work)
{
    private const string Created = "Change.User.VerificationCreated";

    /// <param name="pool">One of <see cref="AttemptPool"/>.</param>
    /// <param name="prove">Looks at the proof, outside of a change: it takes long or uses something up.</param>
    /// <param name="keep">Writes what was proven, within the change that takes the attempt out of the count. It may run several times.</param>
    public async Task<Checked<AccountVerification>> ExecuteAsync<T>(
        string userId, string pool, SignInIdentifier identifier, Func<Task<Checked<T>>> prove, Func<T, Task<Checked<AccountVerification>>> keep, CancellationToken ct)
    {
        if (!(await attempts.ProveAsync(pool, identifier.Value, prove, ct)).TryGet(out var proven, out var refused))
        {
            // Each refused attempt is told, not only the first.
            if (LimitAttempts.IsBlocked(refused)) await AnnounceAsync(RefusalEvents.Lockout(identifier), ct);
            return refused;
        }

        return await work.WriteAsync<AccountVerification>(Created, userId, () =>
        {
            attempts.Succeed(proven.Attempt);
            return keep(proven.Value);
        }, ct);
    }

    /// <summary>Tells webhooks of a refusal.</summary>
    public Task AnnounceAsync(ChangeEvent change, CancellationToken ct) => work.WriteAsync<Done>(_ => null, () =>
    {
        work.Announce(change);
        return Task.FromResult<Checked<Done>>(new Done());
    }, ct);
}
