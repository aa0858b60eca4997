using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes the one-time token of a mail address, the value of a magic link (contract/experience-api.md 4.10). Whoever has read the mail is no
/// robot, so a captcha is not asked for any more.
/// </summary>
internal sealed class VerifyOneTimeToken(InteractionSteps steps, CountedProof proof, UseOneTimeToken use)
{
    private const string Step = $"Verification.{OneTimeTokenVerification.TypeName}.Submit";

    /// <param name="identifier">Of type <c>email</c>.</param>
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, SignInIdentifier identifier, string token, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;
        return await proof.ExecuteAsync(
            before, identifier, ownerId: null,
            () => use.ExecuteAsync(token, identifier.Value, before.State.Event.ToString(), ct),
            (step, used) =>
            {
                var record = new OneTimeTokenVerification(Identifier.Long(), identifier, used.Context);
                step.State = step.State.With(record).WithCaptchaSkipped();
                return record.Id;
            }, ct);
    }
}
