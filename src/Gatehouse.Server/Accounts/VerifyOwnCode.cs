using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Accounts;

/// <summary>Takes a code that was sent by <see cref="SendOwnCode"/>, once (contract/account-api.md 11). It is good for its own record and address alone.</summary>
internal sealed class VerifyOwnCode(OwnProof proof, UseVerificationCode use, AccountRecords records)
{
    /// <summary>400 <c>verification_record.not_found</c>, 400 <c>verification_code.*</c>, 400 <c>session.verification_blocked_too_many_attempts</c>.</summary>
    public async Task<Checked<AccountVerification>> ExecuteAsync(string userId, SignInIdentifier identifier, string recordId, string code, CancellationToken ct)
    {
        if (Pending(await records.ToReadAsync(userId, recordId, ct), identifier.Type) is not { } pending) return AccountRefusals.RecordNotFound;
        return await proof.ExecuteAsync(
            userId, AttemptPool.Identifier, identifier,
            () => use.ExecuteAsync(VerificationChannel.TypeOf(identifier.Type), identifier.Value, pending.TemplateType, pending.Id, code, ct),
            async _ =>
            {
                var found = await records.ToChangeAsync(userId, recordId, ct);
                if (found is null || Pending(found, identifier.Type) is not { } record) return AccountRefusals.RecordNotFound;
                found.Become(record with { IsVerified = true });
                return found;
            }, ct);
    }

    private static SentCode? Pending(AccountVerification? found, string channel) => found?.Record is SentCode record && record.Identifier.Type == channel ? record : null;
}
