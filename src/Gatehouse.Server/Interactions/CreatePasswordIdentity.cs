using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Takes a username and a password for a new user (contract/experience-api.md 4.9). Whether the tenant likes the name is asked at identification.</summary>
internal sealed class CreatePasswordIdentity(GatehouseDb db, InteractionSteps steps, UserIdentifiers identifiers, PasswordHasher hasher, Snapshots snapshots)
{
    private const string Step = "Verification.NewPasswordIdentity.Submit";

    /// <returns>The id of the verification record.</returns>
    public async Task<Checked<string>> ExecuteAsync(string interactionId, string username, string password, CancellationToken ct)
    {
        if (!(await steps.LookAsync(interactionId, Step, ct)).TryGet(out var before, out var refused)) return refused;

        // Outside of the step: hashing takes long, and a step may run again.
        if (!(await HashAsync(username, password, ct)).TryGet(out var hashed, out refused))
        {
            await steps.RecordRefusalAsync(before, refused, null, ct);
            return refused;
        }

        var record = new NewPasswordIdentity(Identifier.Long(), new SignInIdentifier("username", username), hashed.Algorithm.ToString(), hashed.Digest);
        return await steps.TakeAsync<string>(interactionId, Step, step =>
        {
            step.State = step.State.With(record);
            return Task.FromResult<Checked<string>>(record.Id);
        }, ct);
    }

    private async Task<Checked<StoredPassword>> HashAsync(string username, string password, CancellationToken ct)
    {
        if (await identifiers.UsernameConflictAsync(username, ownId: null, ct) is { } taken) return taken;
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordPolicy;
        if (PasswordRules.Refuse(password, policy, new PasswordOwner(Username: username)) is { } weak) return weak;
        return await hasher.HashAsync(password, ct);
    }
}
