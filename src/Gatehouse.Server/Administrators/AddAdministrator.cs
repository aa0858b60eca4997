using Gatehouse.Passwords;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Administrators;

/// <param name="Username">What they sign in with.</param>
/// <param name="Email">Null for none.</param>
/// <param name="Name">Null for none.</param>
internal sealed record NewAdministrator(string Username, string? Email, string? Name, AdministratorRole Role);

/// <summary>An administrator as made.</summary>
/// <param name="Password">To be replaced at the first sign-in; null where the administrator is to be invited. Nobody can read it again.</param>
internal sealed record MadeAdministrator(Administrator Administrator, string? Password);

/// <summary>Makes one more administrator, with a temporary password or without any, to be invited.</summary>
internal sealed class AddAdministrator(GatehouseDb db, UnitOfWork work, CreateUser create, GiveAdministratorRole give, PasswordHasher hasher, Snapshots snapshots)
{
    /// <summary>Refusals: what the tenant's rules have against the username, 422 <c>user.username_already_in_use</c>, <c>user.email_already_in_use</c>.</summary>
    public async Task<Checked<MadeAdministrator>> ExecuteAsync(NewAdministrator wanted, bool hasPassword, CancellationToken ct)
    {
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        if (UsernameRules.Refuse(wanted.Username, settings.UsernamePolicy) is { } unfit) return unfit;
        if (wanted.Email is { } email && !UserShapes.IsEmail(email)) return AdministratorRefusals.NoEmail;
        var password = hasPassword ? TemporaryPassword.New() : null;
        StoredPassword? hashed = null;
        if (password is not null && !(await hasher.HashAsync(password, ct)).TryGet(out hashed, out var busy)) return busy;
        var fields = new UserChange { Username = new(wanted.Username), PrimaryEmail = new(wanted.Email), Name = new(wanted.Name) };
        return await work.WriteAsync<MadeAdministrator>(_ => null, async () =>
        {
            if (!(await create.ExecuteAsync(new UserDraft(fields, hashed) { IsPasswordTemporary = hasPassword }, ct)).TryGet(out var user, out var refused)) return refused;
            return (await give.ExecuteAsync(user, wanted.Role, ct)).TryGet(out var administrator, out refused) ? new MadeAdministrator(administrator, password) : refused;
        }, ct);
    }
}
