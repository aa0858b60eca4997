using Gatehouse.Passwords;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>Looks at the password that a user chooses in place of another one. Slow: not to be called inside a step.</summary>
internal sealed class NewPassword(GatehouseDb db, PasswordHasher hasher, Snapshots snapshots)
{
    /// <summary>Refusals: 422 <c>password.rejected</c> with what the policy has against it, 422 <c>user.same_password</c>.</summary>
    /// <param name="owner">What is known of the user by then.</param>
    public async Task<Checked<StoredPassword>> HashAsync(User user, PasswordOwner owner, string password, CancellationToken ct)
    {
        var policy = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().PasswordPolicy;
        if (PasswordRules.Refuse(password, policy, owner) is { } weak) return weak;
        if (user.PasswordDigest is { } digest)
        {
            var stored = new StoredPassword(Enum.Parse<PasswordAlgorithm>(user.PasswordAlgorithm!), digest);
            if (!(await hasher.VerifyAsync(password, stored, ct)).TryGet(out var isSame, out var busy)) return busy;
            if (isSame) return new Refusal("user.same_password", 422);
        }

        return await hasher.HashAsync(password, ct);
    }
}
