using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>Whether a user may get what a pending profile holds (contract/experience-api.md 6, 7 and 9 step 5). Asked when it is collected, and again before it is written.</summary>
internal sealed class ProfileRules(GatehouseDb db, UserIdentifiers identifiers, SocialIdentities identities, Snapshots snapshots)
{
    /// <param name="user">Null: one who is still to be made.</param>
    public async Task<Refusal?> RefuseAsync(User? user, PendingProfile profile, CancellationToken ct)
    {
        if (user is not null && InAccount(user, profile) is { } present) return new Refusal($"user.{present}_exists_in_profile", 422);
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().UsernamePolicy;
        if (profile.Username is { } username && UsernameRules.Refuse(username, policy) is { } unfit) return unfit;
        if (await identifiers.UsernameConflictAsync(profile.Username, user?.Id, ct) is { } usernameTaken) return usernameTaken;
        if (await identifiers.EmailConflictAsync(profile.PrimaryEmail, user?.Id, ct) is { } emailTaken) return emailTaken;
        if (!UserIdentifiers.TryReadPhone(profile.PrimaryPhone, out _)) return UserRefusals.InvalidPhone;
        if (await identifiers.PhoneConflictAsync(profile.PrimaryPhone, user?.Id, ct) is { } phoneTaken) return phoneTaken;
        return profile.SocialIdentity is { } social ? await identities.ConflictAsync(social.Target, social.UserInfo.Id, user?.Id, ct) : null;
    }

    private static string? InAccount(User user, PendingProfile profile)
    {
        if (profile.Username is not null && user.Username is not null) return "username";
        if (profile.PrimaryEmail is not null && user.PrimaryEmail is not null) return "email";
        if (profile.PrimaryPhone is not null && user.PrimaryPhone is not null) return "phone";
        return profile.HasPassword && user.HasPassword ? "password" : null;
    }
}
