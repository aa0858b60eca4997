using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Writes a pending profile into the row of a user who exists, inside the step that ends the interaction (contract/experience-api.md 9 step 8).</summary>
internal sealed class ApplyProfile(ProfileRules rules, UserIdentifiers identifiers, JoinJustInTime join, TimeProvider time)
{
    /// <summary>Between the collecting and this, others may have taken what is unique: then nothing is written.</summary>
    public async Task<Refusal?> ExecuteAsync(User user, PendingProfile profile, CancellationToken ct)
    {
        if (await rules.RefuseAsync(user, profile, ct) is { } unfit) return unfit;
        if (await identifiers.ApplyAsync(user, profile.ToChange(user), ct) is { } malformed) return malformed;
        var now = time.GetUtcNow().UtcDateTime;
        if (profile.PasswordDigest is { } digest) user.SetPassword(profile.PasswordAlgorithm!, digest, now);
        if (profile.SocialIdentity is { } social) user.Link(new SocialIdentity(social.Target, social.UserInfo.Id, social.UserInfo.ToJson()));
        if (profile.JitOrganizationIds is { } organizations) await join.ByIdAsync(user.Id, organizations, ct);
        user.UpdatedAt = now;
        return null;
    }
}
