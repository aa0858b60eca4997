using Gatehouse.Passwords;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Makes the user who registers, once everything is there that the tenant asks for (contract/experience-api.md 6).</summary>
internal sealed class RegisterUser(
    GatehouseDb db, FindUser find, NewUserProfile newProfile, ProfileRules rules, CreateUser create, JoinJustInTime join, MakeAdministrator administrator,
    Snapshots snapshots)
{
    /// <param name="verificationId">Null: with what was collected so far.</param>
    public async Task<Checked<Identification>> TakeAsync(InteractionStep step, string? verificationId, CancellationToken ct)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        if (verificationId is not null && await CollectAsync(step, verificationId, snapshot, ct) is { } refused) return refused;
        if (step.State.UserId is not null) return InteractionRefusals.IdentityConflict;
        var settings = snapshot.Get<ExperienceSettings>();
        // The console is nobody's who happens to come first (docs/adr/0013).
        var isFirst = await administrator.IsAwaitedAsync(ct);
        // An invitation is good in a tenant that is closed else.
        if ((isFirst || !settings.AllowsRegister) && !step.State.VerificationRecords.Any(record => record is OneTimeTokenVerification)) return InteractionRefusals.ModeForbids;
        if (settings.CaptchaIsRequired && !step.State.IsCaptchaPassed) return InteractionRefusals.CaptchaRequired;
        var profile = step.State.Profile ?? PendingProfile.Empty;
        if (RequiredProfile.RefuseNew(settings, snapshot.Get<PublishedExperience>(), profile) is { } missing) return missing;
        return await CreateAsync(step, profile, isFirst, ct);
    }

    /// <summary>Takes what the record brings into the pending profile, which stays whatever else is missing.</summary>
    private async Task<Refusal?> CollectAsync(InteractionStep step, string verificationId, Snapshot snapshot, CancellationToken ct)
    {
        if (step.State.Find(verificationId) is not { } record) return InteractionRefusals.VerificationNotFound;
        if (AddressGuard.RefuseNew(snapshot, record.Email) is { } unwanted) return unwanted;
        if (!(await newProfile.OfAsync(record, ct)).TryGet(out var brought, out var refused)) return refused;
        var user = step.State.UserId is { } userId && (await find.ToReadAsync(userId, ct)).TryGet(out var known, out _) ? known : null;
        if (await rules.RefuseAsync(user, brought, ct) is { } unfit) return unfit;
        if (step.State.UserId is not null) return InteractionRefusals.IdentityConflict;
        step.State = step.State.WithPending(brought).WithFactor(record);
        step.KeepsStateWhenRefused = true;
        return null;
    }

    private async Task<Checked<Identification>> CreateAsync(InteractionStep step, PendingProfile profile, bool isFirstAdministrator, CancellationToken ct)
    {
        var password = profile.PasswordDigest is { } digest ? new StoredPassword(Enum.Parse<PasswordAlgorithm>(profile.PasswordAlgorithm!), digest) : null;
        var identity = profile.SocialIdentity is { } social ? new SocialIdentity(social.Target, social.UserInfo.Id, social.UserInfo.ToJson()) : null;
        if (!(await create.RegisterAsync(new UserDraft(profile.ToChange(), password), identity, ct)).TryGet(out var user, out var refused)) return refused;
        if (user.PrimaryEmail is { } email) await join.ByEmailDomainAsync(user.Id, email, ct);
        if (profile.JitOrganizationIds is { } organizations) await join.ByIdAsync(user.Id, organizations, ct);
        if (isFirstAdministrator) await administrator.ExecuteAsync(user, ct);
        step.State = step.State.Created(user.Id);
        return Identification.Created;
    }
}
