using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Passkeys;

/// <summary>
/// Lets a passkey say who the user is (contract/experience-api.md 4.7). The record that it gives goes to <see cref="IdentifyUser"/>.
/// <para>
/// A page asks when it is shown, with <see cref="PrepareAsync"/>, and its script gives the options to
/// <c>navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation: "conditional" })</c>, so
/// that the field for the name offers passkeys; a button does the same without <c>mediation</c>. Where a name was typed first,
/// <see cref="AskAsync"/> asks for the passkeys of its owner. <c>credential.toJSON()</c> comes back with <c>type: "WebAuthn"</c> in place
/// of its own and goes to <see cref="TakeAsync"/>. An interaction must have begun by then: a start keeps what was prepared.
/// </para>
/// </summary>
internal sealed class SignInByPasskey(
    UnitOfWork work, InteractionSteps steps, InteractionAudit audit, FindInteraction findInteraction, FindUser find, UserIdentifiers identifiers, PasskeyIndex index, AssertPasskey assert)
{
    private const string Create = $"Verification.{PasskeySignInVerification.TypeName}.Create";
    private const string Submit = $"Verification.{PasskeySignInVerification.TypeName}.Submit";

    /// <summary>For whoever has a passkey. It needs no state and keeps one that is there.</summary>
    public async Task<Checked<PasskeyQuestion>> PrepareAsync(string interactionId, PasskeySite site, CancellationToken ct)
    {
        InteractionStep? step = null;
        return await work.WriteAsync<PasskeyQuestion>(_ => audit.Row(step!, refused: null, userId: null), async () =>
        {
            if (!(await findInteraction.ToChangeAsync(interactionId, ct)).TryGet(out var interaction, out var missing)) return missing;
            var challenge = PasskeyChallenge.New(site.RpId);
            interaction.PasskeyChallenge = challenge.ToStored();
            step = new InteractionStep(Create, interaction, InteractionState.Of(interaction) ?? new InteractionState { Event = InteractionEvent.SignIn, SignInContext = steps.Context });
            return new PasskeyQuestion(null, PasskeyOptions.ToAuthenticate(challenge, []));
        }, ct);
    }

    /// <summary>For the owner of a name, address or number.</summary>
    public Task<Checked<PasskeyQuestion>> AskAsync(string interactionId, SignInIdentifier identifier, PasskeySite site, CancellationToken ct) =>
        steps.TakeAsync<PasskeyQuestion>(interactionId, Create, async step =>
        {
            if (await identifiers.FindOwnerAsync(identifier.Type, identifier.Value, ct) is not { } owner) return PasskeyRefusals.None;
            var passkeys = MfaVerification.ListOf(owner.MfaVerifications).Where(factor => factor.CredentialId is not null).ToList();
            if (passkeys.Count == 0) return PasskeyRefusals.None;
            var challenge = PasskeyChallenge.New(site.RpId);
            var record = new PasskeySignInVerification(Identifier.Long(), owner.Id) { Challenge = challenge };
            step.State = step.State.With(record);
            return new PasskeyQuestion(record.Id, PasskeyOptions.ToAuthenticate(challenge, passkeys));
        }, ct);

    /// <param name="verificationId">Null: the answer to what was prepared.</param>
    /// <param name="credential">See <see cref="PasskeyShapes.AuthenticationCredential"/>.</param>
    /// <returns>The id of the verification record.</returns>
    public Task<Checked<string>> TakeAsync(string interactionId, string? verificationId, JsonText credential, PasskeySite site, CancellationToken ct) =>
        steps.TakeAsync<string>(interactionId, Submit, async step =>
        {
            if (!Pending(step, verificationId).TryGet(out var pending, out var refused)) return refused;
            if (pending.Challenge.RpId != site.RpId) return PasskeyRefusals.OtherHost;
            if (AssertPasskey.IdOf(credential) is not { } credentialId) return PasskeyRefusals.Failed("The credential is malformed.");
            if (await index.FindOwnerAsync(credentialId, ct) is not { } owner) return PasskeyRefusals.UnknownCredential;
            if (pending.Record is { } asked && asked.UserId != owner.Id) return InteractionRefusals.IdentityConflict;
            if (!(await find.ToChangeAsync(owner.Id, ct)).TryGet(out var user, out refused)) return refused;
            if (!assert.Execute(user, credential, pending.Challenge, site, mustNameUser: pending.Record is null).TryGet(out var used, out refused)) return refused;
            if (pending.Record is null) step.Interaction.PasskeyChallenge = null;
            var record = new PasskeySignInVerification(pending.Record?.Id ?? Identifier.Long(), owner.Id) { Used = used };
            step.State = step.State.With(record).WithCaptchaSkipped();
            return record.Id;
        }, ct);

    /// <summary>The question that is answered, and the record that asked it; none for what was prepared.</summary>
    private static Checked<(PasskeyChallenge Challenge, PasskeySignInVerification? Record)> Pending(InteractionStep step, string? verificationId)
    {
        if (verificationId is null)
        {
            return step.Interaction.PasskeyChallenge is { } prepared
                ? (PasskeyChallenge.Of(prepared), (PasskeySignInVerification?)null) : InteractionRefusals.VerificationNotFound;
        }

        if (step.State.Find<PasskeySignInVerification>(verificationId) is not { } record) return InteractionRefusals.VerificationNotFound;
        return record.Challenge is { } challenge ? (challenge, record) : PasskeyRefusals.NoSignInPending;
    }
}
