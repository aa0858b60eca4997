using Gatehouse.Server.Credentials;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Accounts;

/// <summary>
/// Makes a passkey for somebody who is signed in (contract/account-api.md 8 and 11): the browser is asked, its answer is taken once, and what
/// came of it is bound once.
/// </summary>
internal sealed class OwnPasskey(UnitOfWork work, FindUser find, RegisterPasskey register, SecondFactors factors, AccountRecords records, ChangeOrigin origin, TimeProvider time)
{
    /// <returns>The record that waits for the answer, and the options for <c>navigator.credentials.create()</c>.</returns>
    public Task<Checked<OwnPasskeyQuestion>> AskAsync(string userId, PasskeySite site, CancellationToken ct) =>
        work.WriteAsync<OwnPasskeyQuestion>("Change.User.VerificationBegun", userId, async () =>
        {
            if (!(await find.ToReadAsync(userId, ct)).TryGet(out var user, out var missing)) return missing;
            var challenge = PasskeyChallenge.New(site.RpId);
            var added = records.Add(userId, new WebAuthnVerification(Identifier.Long(), userId, IsRegistration: true) { Challenge = challenge });
            return new OwnPasskeyQuestion(added, PasskeyOptions.ToRegister(challenge, user, MfaVerification.ListOf(user.MfaVerifications)));
        }, ct);

    /// <summary>400 <c>session.mfa.webauthn_verification_failed</c>; 400 <c>session.mfa.pending_info_not_found</c> for one that was answered already.</summary>
    /// <param name="credential">See <see cref="PasskeyShapes.RegistrationCredential"/>.</param>
    public Task<Checked<AccountVerification>> TakeAsync(string userId, string recordId, JsonText credential, PasskeySite site, CancellationToken ct) =>
        work.WriteAsync<AccountVerification>("Change.User.VerificationCreated", userId, async () =>
        {
            var found = await records.ToChangeAsync(userId, recordId, ct);
            if (found?.Record is not WebAuthnVerification record) return AccountRefusals.RecordNotFound;
            if (record.Challenge is not { } challenge) return MfaRefusals.NothingPending;
            if (!(await register.ExecuteAsync(credential, challenge, site, origin.UserAgent, ct)).TryGet(out var made, out var refused)) return refused;
            found.Become(record with { Made = made, Challenge = null });
            return found;
        }, ct);

    /// <summary>400 <c>verification_record.not_found</c>, also for a record that has been bound.</summary>
    /// <param name="name">What its owner calls it; null: nothing.</param>
    public Task<Checked<Done>> BindAsync(string userId, string recordId, string? name, CancellationToken ct) =>
        work.WriteAsync<Done>(_ => null, async () =>
        {
            var found = await records.ToChangeAsync(userId, recordId, ct);
            if (found?.Record.ToFactor(time.GetUtcNow().UtcDateTime) is not { CredentialId: not null } passkey) return AccountRefusals.RecordNotFound;
            records.Remove(found);
            return await factors.AddPasskeyAsync(userId, passkey with { Name = name }, ct);
        }, ct);
}

/// <param name="Options">See <see cref="PasskeyOptions"/>.</param>
internal sealed record OwnPasskeyQuestion(AccountVerification Verification, JsonText Options);
