using Gatehouse.Server.Credentials;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>Takes the password of somebody who is signed in, who has to show once more who they are (contract/account-api.md 11).</summary>
internal sealed class VerifyOwnPassword(OwnProof proof, FindUser find, UserPasswords passwords, AccountRecords records)
{
    /// <summary>422 <c>session.invalid_credentials</c>, of which nothing is kept; 400 <c>session.verification_blocked_too_many_attempts</c>.</summary>
    public Task<Checked<AccountVerification>> ExecuteAsync(string userId, string password, CancellationToken ct)
    {
        var identifier = new SignInIdentifier("userId", userId);
        return proof.ExecuteAsync(
            userId, AttemptPool.Account, identifier, () => ProveAsync(userId, password, ct),
            _ => Task.FromResult<Checked<AccountVerification>>(records.Add(userId, new PasswordVerification(Identifier.Long(), identifier, userId))), ct);
    }

    /// <summary>Only the owner learns that the account is suspended.</summary>
    private async Task<Checked<Done>> ProveAsync(string userId, string password, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
        if (!(await passwords.VerifyAsync(user, password, ct)).TryGet(out _, out var refused)) return refused;
        return user.IsSuspended ? UserRefusals.Suspended : new Done();
    }
}
