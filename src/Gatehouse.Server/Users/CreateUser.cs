using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>Makes a user, with the roles that every new user gets (contract/management-api.md 2.5).</summary>
internal sealed class CreateUser(GatehouseDb db, UnitOfWork work, NewUsers rules)
{
    public Task<Checked<User>> ExecuteAsync(UserDraft draft, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.Created", subject: null, async () =>
        {
            if (!(await AddAsync(draft, ct)).TryGet(out var user, out var refused)) return refused;
            work.Announce(UserEvents.Created(user));
            return user;
        }, ct);

    /// <summary>Somebody who registers, inside the step that does it (contract/experience-api.md 6): never asked yet for a second factor.</summary>
    /// <param name="identity">The social account that the user comes with; null without one.</param>
    public Task<Checked<User>> RegisterAsync(UserDraft draft, SocialIdentity? identity, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.Created", subject: null, async () =>
        {
            if (!(await AddAsync(draft, ct)).TryGet(out var user, out var refused)) return refused;
            user.SetLogtoConfig(new LogtoConfig { Mfa = new LogtoConfig.MfaPreferences(Enabled: false) });
            if (identity is not null) user.Link(identity);
            work.Announce(UserEvents.Registered(user));
            return user;
        }, ct);

    private async Task<Checked<User>> AddAsync(UserDraft draft, CancellationToken ct)
    {
        if (!(await rules.JudgeAsync([draft], null, ct))[0].TryGet(out var user, out var refused)) return refused;
        if (!(await rules.DefaultRolesAsync(ct)).TryGet(out var roles, out refused)) return refused;
        db.Users.Add(user);
        foreach (var role in roles)
            db.UserRoles.Add(new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = role.Id });
        return user;
    }
}
