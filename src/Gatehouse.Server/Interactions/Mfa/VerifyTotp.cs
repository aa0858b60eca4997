using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Secrets;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions.Mfa;

/// <summary>Takes a code of an authenticator app (contract/experience-api.md 4.5). Wrong ones: 400 <c>session.mfa.invalid_totp_code</c>.</summary>
internal sealed class VerifyTotp(InteractionSteps steps, CountedProof proof, UseSecondFactor use, Sealer sealer, TimeProvider time)
{
    private const string Step = $"Verification.{TotpVerification.TypeName}.Submit";

    /// <summary>Of the app that the user has. The code is used up, and those before it with it; wrong ones lead to the lock.</summary>
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, string code, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        return await proof.OfUserAsync(
            AttemptPool.Totp, before, userId => use.TotpAsync(userId, code, ct),
            (state, _) => new TotpVerification(Identifier.Long(), state.UserId!, IsVerified: true), ct);
    }

    /// <summary>Of the secret that was made in this interaction. Nobody guesses what they were shown, so nothing is counted.</summary>
    public Task<Checked<string>> NewAsync(string interactionId, string verificationId, string code, CancellationToken ct) =>
        steps.TakeAsync(interactionId, Step, step => Task.FromResult(TakeNew(step, verificationId, code)), ct);

    private Checked<string> TakeNew(InteractionStep step, string verificationId, string code)
    {
        if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
        if (step.State.Find<TotpVerification>(verificationId) is not { } record || record.UserId != userId) return InteractionRefusals.VerificationNotFound;
        if (record.SealedSecret is not { } secret) return MfaRefusals.NothingPending;
        if (TotpCode.FindStep(sealer.Open(new SealedText(secret)), code, time.GetUtcNow()) is null) return MfaRefusals.InvalidTotpCode;
        step.State = step.State.WithVerified(record with { IsVerified = true });
        return record.Id;
    }
}
