using Gatehouse.Server.Connectors;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>What an administrator verified a moment ago, which their older API asks for in place of a record's id (contract/account-api.md 13).</summary>
internal sealed class LastVerification(AccountRecords records, OwnProof proof, UseVerificationCode use, TimeProvider time)
{
    /// <summary>400 <c>session.verification_session_not_found</c> without any, 422 <c>session.verification_failed</c> when each is too old.</summary>
    public Task<Refusal?> RefuseAsync(string userId, CancellationToken ct) => RefuseAsync(userId, _ => true, ct);

    /// <summary>The same, and 422 when none was of this very address.</summary>
    public Task<Refusal?> RefuseEmailAsync(string userId, string email, CancellationToken ct) =>
        RefuseAsync(userId, record => OwnAddress.IsSame(VerificationChannel.Email, email, record.Email), ct);

    /// <summary>Takes a code that was sent to the address for any purpose, once.</summary>
    public Task<Checked<AccountVerification>> TakeCodeAsync(string userId, string email, string code, CancellationToken ct)
    {
        var identifier = new SignInIdentifier(VerificationChannel.Email, email);
        return proof.ExecuteAsync(
            userId, AttemptPool.Identifier, identifier, () => use.ExecuteAsync(ConnectorType.Email, email, MessageUsage.Generic, owner: null, code, ct),
            _ => Task.FromResult<Checked<AccountVerification>>(records.Add(userId, new EmailCodeVerification(Identifier.Long(), MessageUsage.Generic, identifier, IsVerified: true))), ct);
    }

    private async Task<Refusal?> RefuseAsync(string userId, Func<VerificationRecord, bool> fits, CancellationToken ct)
    {
        var shown = (await records.AllAsync(userId, ct))
            .FindAll(row => row.Record is PasswordVerification or EmailCodeVerification { IsVerified: true, TemplateType: MessageUsage.Generic });
        if (shown.Count == 0) return new Refusal("session.verification_session_not_found");
        var now = time.GetUtcNow().UtcDateTime;
        return shown.Exists(row => row.ExpiresAt > now && fits(row.Record)) ? null : new Refusal("session.verification_failed", 422);
    }
}
