using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions.Passkeys;

/// <summary>
/// Makes a passkey for the identified user (contract/experience-api.md 4.6), to be bound by <see cref="Mfa.BindFactor"/> afterwards.
/// <para>
/// A page asks with <see cref="AskAsync"/>, gives the options to its script, which calls
/// <c>navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })</c> and posts
/// <c>credential.toJSON()</c> back with <c>type: "WebAuthn"</c> in place of its own; that goes to <see cref="TakeAsync"/>, and the record's id
/// to the binding.
/// </para>
/// </summary>
internal sealed class RegisterWebAuthn(InteractionSteps steps, FindUser find, RegisterPasskey register, ChangeOrigin origin)
{
    private const string Create = $"Verification.{WebAuthnVerification.TypeName}.Create";
    private const string Submit = $"Verification.{WebAuthnVerification.TypeName}.Submit";

    public Task<Checked<PasskeyQuestion>> AskAsync(string interactionId, PasskeySite site, CancellationToken ct) =>
        steps.TakeAsync<PasskeyQuestion>(interactionId, Create, async step =>
        {
            if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var challenge = PasskeyChallenge.New(site.RpId);
            var record = new WebAuthnVerification(Identifier.Long(), userId, IsRegistration: true) { Challenge = challenge };
            step.State = step.State.With(record);
            var known = MfaVerification.ListOf(user.MfaVerifications).Concat(step.State.Mfa?.WebAuthn ?? []);
            return new PasskeyQuestion(record.Id, PasskeyOptions.ToRegister(challenge, user, known));
        }, ct);

    /// <param name="credential">See <see cref="PasskeyShapes.RegistrationCredential"/>.</param>
    /// <returns>The id of the verification record.</returns>
    public Task<Checked<string>> TakeAsync(string interactionId, string verificationId, JsonText credential, PasskeySite site, CancellationToken ct) =>
        steps.TakeAsync<string>(interactionId, Submit, async step =>
        {
            if (step.State.UserId is not { } userId) return InteractionRefusals.NobodyIdentified;
            if (step.State.Find<WebAuthnVerification>(verificationId) is not { } record || record.UserId != userId) return InteractionRefusals.VerificationNotFound;
            if (record is not { IsRegistration: true, Challenge: { } challenge }) return MfaRefusals.NothingPending;
            if (!(await register.ExecuteAsync(credential, challenge, site, origin.UserAgent, ct)).TryGet(out var made, out var refused)) return refused;
            if (step.State.Mfa?.WebAuthn?.Any(queued => queued.CredentialId == made.CredentialId) == true) return PasskeyRefusals.Failed("The credential is registered already.");
            step.State = step.State.WithVerified(record with { Made = made, Challenge = null });
            return record.Id;
        }, ct);
}
