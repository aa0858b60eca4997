using Gatehouse.Passwords;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Seeding;

/// <summary>
/// Makes the application and the administrator that the settings name, at every start, if they are not there; what is there is never
/// changed. Everything is an ordinary change with an audit entry.
/// </summary>
internal sealed class Bootstrap(IServiceScopeFactory scopes, GatehouseOptions options, PasswordHasher hasher, ILogger<Bootstrap> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (options.BootstrapM2mAppId is { } appId && await AddApplicationAsync(appId, options.BootstrapM2mAppSecret!, ct))
            log.Bootstrapped("application", appId);
        if (options.BootstrapAdminUsername is { } username && await AddAdministratorAsync(username, options.BootstrapAdminPassword!, ct))
            log.Bootstrapped("administrator", username);
    }

    /// <returns>False when an application of that id exists.</returns>
    public async Task<bool> AddApplicationAsync(string id, string secret, CancellationToken ct)
    {
        await using var scope = scopes.OfTenant(TenantEndpoints.Default);
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var sealer = scope.ServiceProvider.GetRequiredService<Sealer>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var made = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().WriteAsync<bool>("Change.Application.Created", id, async () =>
        {
            if (await db.Applications.AnyAsync(application => application.Id == id, ct)) return false;
            // The role by what it permits: its name may have been changed since.
            var indicator = ApiResource.ManagementIndicator(db.TenantId);
            var roleId = await (
                from role in db.Roles
                join granted in db.RoleScopes on role.Id equals granted.RoleId
                join permission in db.Scopes on granted.ScopeId equals permission.Id
                join resource in db.Resources on permission.ResourceId equals resource.Id
                where role.Type == RoleType.MachineToMachine && resource.Indicator == indicator && permission.Name == "all"
                orderby role.Name == TenantContent.ManagementRole descending
                select role.Id).FirstOrDefaultAsync(ct)
                ?? throw new SettingsException($"No machine-to-machine role has the permission 'all' on {indicator}; the application {id} can't be made without one.");
            db.Applications.Add(new Application { TenantId = db.TenantId, Id = id, Name = id, Type = ApplicationType.MachineToMachine, CreatedAt = now });
            db.ApplicationSecrets.Add(new ApplicationSecret
            {
                TenantId = db.TenantId, ApplicationId = id, Name = "Default secret", Value = sealer.Seal(secret), CreatedAt = now,
            });
            db.ApplicationRoles.Add(new ApplicationRole { TenantId = db.TenantId, ApplicationId = id, RoleId = roleId });
            return true;
        }, ct);
        return Unwrap(made, "the bootstrap application");
    }

    /// <returns>False when the username is taken.</returns>
    public async Task<bool> AddAdministratorAsync(string username, string password, CancellationToken ct)
    {
        if (!Settings.IsUsername(username))
            throw new SettingsException($"'{username}' is no username: it must have 1 to 128 letters, digits and underscores and not begin with a digit.");
        await using var scope = scopes.OfTenant(TenantEndpoints.Admin);
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<GatehouseDb>();
        var identifiers = services.GetRequiredService<UserIdentifiers>();
        if (await identifiers.UsernameConflictAsync(username, null, ct) is not null) return false;
        var hashed = Unwrap<StoredPassword>(await hasher.HashAsync(password, ct), "the administrator's password");
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var work = services.GetRequiredService<UnitOfWork>();
        var made = await work.WriteAsync<bool>("Change.User.Created", subject: null, async () =>
        {
            if (await identifiers.UsernameConflictAsync(username, null, ct) is not null) return false;
            var user = User.Create(db.TenantId, Identifier.Short(), Identifier.Sequence(now), now);
            if (await identifiers.ApplyAsync(user, new UserChange { Username = new(username) }, ct) is { } refused) return refused;
            user.SetPassword(hashed.Algorithm.ToString(), hashed.Digest, now);
            db.Users.Add(user);
            await services.GetRequiredService<MakeAdministrator>().ExecuteAsync(user, ct);
            work.Announce(UserEvents.Created(user));
            return true;
        }, ct);
        return Unwrap(made, "the administrator");
    }

    private static T Unwrap<T>(Checked<T> made, string what) => made.TryGet(out var value, out var refused)
        ? value : throw new SettingsException($"Making {what} was refused: {refused.Code}.");
}
