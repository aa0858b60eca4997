using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Takes a code that was sent (contract/experience-api.md 4.2 and 11.2). It is good for the record that it was sent for alone: in that
/// interaction, for that address and that purpose. Of requests at the same time one has it.
/// </summary>
internal sealed class VerifyCode(InteractionSteps steps, CountedProof proof, UseVerificationCode use)
{
    private const string Submit = "Submit";

    /// <summary>For an address that the user names.</summary>
    /// <returns>The id of the verification record.</returns>
    public Task<Checked<string>> ExecuteAsync(string interactionId, SignInIdentifier identifier, string verificationId, string code, CancellationToken ct) =>
        ExecuteAsync(interactionId, identifier.Type, verificationId, record => record is CodeVerification, identifier.Value, code, ct);

    /// <summary>For the second factor of the user who is identified already.</summary>
    /// <param name="channel"><c>email</c> or <c>phone</c>.</param>
    public Task<Checked<string>> OfUserAsync(string interactionId, string channel, string verificationId, string code, CancellationToken ct) =>
        ExecuteAsync(interactionId, channel, verificationId, record => record is not CodeVerification, address: null, code, ct);

    /// <param name="address">Null: the one that the code was sent to.</param>
    private async Task<Checked<string>> ExecuteAsync(
        string interactionId, string channel, string verificationId, Func<SentCode, bool> isMeant, string? address, string code, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, SentCode.StepOf(channel, Submit), ct)).TryGet(out var before, out var refused)) return refused;
        if (Find(before.State) is not { } record)
        {
            await steps.RecordRefusalAsync(before, InteractionRefusals.VerificationNotFound, userId: null, ct);
            return InteractionRefusals.VerificationNotFound;
        }

        var given = new SignInIdentifier(channel, address ?? record.Identifier.Value);
        return await proof.ExecuteAsync(
            before, given, ownerId: null,
            () => use.ExecuteAsync(VerificationChannel.TypeOf(channel), given.Value, record.TemplateType, record.Id, code, ct),
            (step, _) =>
            {
                // Another code may have been asked for meanwhile.
                if (Find(step.State) is not { } still) return InteractionRefusals.VerificationNotFound;
                step.State = step.State.WithVerified(still with { IsVerified = true });
                return still.Id;
            }, ct);

        SentCode? Find(InteractionState state) =>
            state.Find<SentCode>(verificationId) is { } found && found.Identifier.Type == channel && isMeant(found) ? found : null;
    }
}
