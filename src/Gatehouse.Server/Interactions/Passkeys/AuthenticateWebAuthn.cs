using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions.Passkeys;

/// <summary>
/// Takes a passkey of the identified user as second factor (contract/experience-api.md 4.6).
/// <para>
/// A page asks with <see cref="AskAsync"/>, gives the options to its script, which calls
/// <c>navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })</c> and posts
/// <c>credential.toJSON()</c> back with <c>type: "WebAuthn"</c> in place of its own; that goes to <see cref="TakeAsync"/>.
/// </para>
/// </summary>
internal sealed class AuthenticateWebAuthn(
    UnitOfWork work, InteractionSteps steps, CountedProof proof, FindInteraction findInteraction, FindUser find, AssertPasskey assert)
{
    private const string Create = $"Verification.{WebAuthnVerification.TypeName}.Create";
    private const string Submit = $"Verification.{WebAuthnVerification.TypeName}.Submit";

    public Task<Checked<PasskeyQuestion>> AskAsync(string interactionId, PasskeySite site, CancellationToken ct) =>
        steps.TakeAsync<PasskeyQuestion>(interactionId, Create, async step =>
        {
            if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var passkeys = MfaVerification.ListOf(user.MfaVerifications).Where(factor => factor.CredentialId is not null).ToList();
            if (passkeys.Count == 0) return PasskeyRefusals.None;
            var challenge = PasskeyChallenge.New(site.RpId);
            var record = new WebAuthnVerification(Identifier.Long(), userId, IsRegistration: false) { Challenge = challenge };
            step.State = step.State.With(record);
            return new PasskeyQuestion(record.Id, PasskeyOptions.ToAuthenticate(challenge, passkeys));
        }, ct);

    /// <param name="credential">See <see cref="PasskeyShapes.AuthenticationCredential"/>.</param>
    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> TakeAsync(string interactionId, string verificationId, JsonText credential, PasskeySite site, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Submit, ct)).TryGet(out var before, out var refused)) return refused;
        // What is no attempt with a passkey takes no place among the attempts.
        if (before.State.UserId is { } known && Pending(before.State, known, verificationId).Refusal is { } absent)
        {
            await steps.RecordRefusalAsync(before, absent, userId: null, ct);
            return absent;
        }

        return await proof.OfUserAsync(
            AttemptPool.WebAuthn, before, userId => UseUpAsync(interactionId, userId, verificationId, credential, site, ct),
            (_, used) => new WebAuthnVerification(verificationId, before.State.UserId!, IsRegistration: false) { Used = used }, ct);
    }

    /// <summary>Takes the challenge away and moves the counter in one change, so that of many with one answer one gets through.</summary>
    private Task<Checked<UsedPasskey>> UseUpAsync(
        string interactionId, string userId, string verificationId, JsonText credential, PasskeySite site, CancellationToken ct) =>
        work.WriteAsync<UsedPasskey>(_ => null, async () =>
        {
            if (!(await findInteraction.ToChangeAsync(interactionId, ct)).TryGet(out var interaction, out var refused)) return refused;
            if (InteractionState.Of(interaction) is not { } state) return InteractionRefusals.NotStarted;
            if (!Pending(state, userId, verificationId).TryGet(out var pending, out refused)) return refused;
            if (!(await find.ToChangeAsync(userId, ct)).TryGet(out var user, out refused)) return refused;
            if (!assert.Execute(user, credential, pending.Challenge!, site, mustNameUser: false).TryGet(out var used, out refused)) return refused;
            interaction.State = state.WithVerified(pending with { Challenge = null }).ToStored();
            return used;
        }, ct);

    /// <summary>The record that waits for an answer.</summary>
    private static Checked<WebAuthnVerification> Pending(InteractionState state, string userId, string verificationId)
    {
        if (state.Find<WebAuthnVerification>(verificationId) is not { } record) return InteractionRefusals.VerificationNotFound;
        if (record.UserId != userId) return InteractionRefusals.IdentityConflict with { Status = 404 };
        return record is { IsRegistration: false, Challenge: not null } ? record : MfaRefusals.NothingPending;
    }
}
