using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Takes a backup code of the user, once (contract/experience-api.md 4.8). Wrong or used ones: 400 <c>session.mfa.invalid_backup_code</c>.</summary>
internal sealed class VerifyBackupCode(InteractionSteps steps, CountedProof proof, UseSecondFactor use)
{
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, string code, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, $"Verification.{BackupCodeVerification.TypeName}.Submit", ct)).TryGet(out var before, out var refused)) return refused;
        return await proof.OfUserAsync(
            AttemptPool.BackupCode, before, userId => use.BackupCodeAsync(userId, code, ct),
            (state, _) => new BackupCodeVerification(Identifier.Long(), state.UserId!) { Code = code }, ct);
    }
}
