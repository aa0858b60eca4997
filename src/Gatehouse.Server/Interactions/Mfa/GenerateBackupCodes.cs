using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Makes backup codes to be bound (contract/experience-api.md 4.8).</summary>
internal sealed class GenerateBackupCodes(InteractionSteps steps, Sealer sealer)
{
    public Task<Checked<NewBackupCodes>> ExecuteAsync(string interactionId, CancellationToken ct)
    {
        var codes = BackupCodes.New();
        IReadOnlyList<string> sealedCodes = [.. codes.Select(code => sealer.Seal(code).Cipher)];
        return steps.TakeAsync<NewBackupCodes>(interactionId, $"Verification.{BackupCodeVerification.TypeName}.Create", step =>
        {
            if (step.State.UserId is not { } userId) return Task.FromResult<Checked<NewBackupCodes>>(InteractionRefusals.NobodyIdentified);
            var record = new BackupCodeVerification(Identifier.Long(), userId) { SealedCodes = sealedCodes };
            step.State = step.State.With(record);
            return Task.FromResult<Checked<NewBackupCodes>>(new NewBackupCodes(record.Id, codes));
        }, ct);
    }
}

/// <summary>Codes to be written down.</summary>
/// <param name="VerificationId">Of the record to bind.</param>
internal sealed record NewBackupCodes(string VerificationId, IReadOnlyList<string> Codes)
{
    /// <summary>Without the codes.</summary>
    public override string ToString() => $"NewBackupCodes {{ VerificationId = {VerificationId} }}";
}
