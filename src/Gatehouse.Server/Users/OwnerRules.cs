using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>What users may not do to their own account, though administrators may (contract/account-api.md 4, 6 and 7).</summary>
internal sealed class OwnerRules(GatehouseDb db, Snapshots snapshots)
{
    private static readonly Refusal LastMethod = new("user.last_sign_in_method_required");

    /// <summary>422 <c>user.username_…</c>; null for a name that the policy takes, and for none.</summary>
    public async Task<Refusal?> RefuseUsernameAsync(string? username, CancellationToken ct) => string.IsNullOrEmpty(username) ? null
        : UsernameRules.Refuse(username, (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().UsernamePolicy);

    /// <summary>400 <c>user.last_sign_in_method_required</c> when nothing is left that tells who the user is.</summary>
    /// <param name="user">As the change leaves them.</param>
    public async Task<Refusal?> RefuseLastAsync(User user, CancellationToken ct)
    {
        if (user.Username is not null || user.PrimaryEmail is not null || user.PrimaryPhone is not null || user.Identities.Count > 0) return null;
        return await db.UserSsoIdentities.AnyAsync(identity => identity.UserId == user.Id, ct) ? null : LastMethod;
    }
}
