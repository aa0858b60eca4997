using Gatehouse.Server.Applications;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Administrators;

/// <summary>What came of setting up.</summary>
/// <param name="Session">Null: the tenant asks for a second factor, and the owner signs in as usual.</param>
internal sealed record SetUpResult(SessionSecret? Session);

/// <summary>
/// Makes the first owner, by the link from the log, and signs them in. The link is used up in the same change, and with it every other; where
/// somebody has become an owner by another way meanwhile, it is worth nothing.
/// </summary>
internal sealed class SetUpOwner(
    GatehouseDb db, UnitOfWork work, CreateUser create, GiveAdministratorRole give, MakeAdministrator make, PasswordHasher hasher, LoginToSession login,
    Snapshots snapshots, TimeProvider time)
{
    /// <summary>RFC 8176: the password that was just chosen.</summary>
    private static readonly string[] Factors = ["pwd"];

    /// <summary>Null: the link is good.</summary>
    public async Task<Refusal?> RefuseAsync(string? token, CancellationToken ct) =>
        await IsGoodAsync(token, await db.SetUpLinks.AsNoTracking().ToListAsync(ct), ct) ? null : AdministratorRefusals.SetUpLinkNotValid;

    /// <summary>
    /// Refusals: <see cref="AdministratorRefusals.SetUpLinkNotValid"/>, what the tenant's rules have against username and password, 422
    /// <c>user.username_already_in_use</c>.
    /// </summary>
    public async Task<Checked<SetUpResult>> ExecuteAsync(string? token, string username, string password, CancellationToken ct)
    {
        if (await RefuseAsync(token, ct) is { } invalid) return invalid;
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        if (UsernameRules.Refuse(username, settings.UsernamePolicy) is { } unfit) return unfit;
        if (PasswordRules.Refuse(password, settings.PasswordPolicy, new PasswordOwner(Username: username)) is { } weak) return weak;
        // Outside of the change: hashing takes long, and a change may run again.
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hashed, out var busy)) return busy;
        return await work.WriteAsync<SetUpResult>(_ => null, async () =>
        {
            // The rows that are judged are the rows that are deleted: whoever has read a link that somebody else used meanwhile fails on it.
            var links = await db.SetUpLinks.ToListAsync(ct);
            if (!await IsGoodAsync(token, links, ct)) return AdministratorRefusals.SetUpLinkNotValid;
            db.SetUpLinks.RemoveRange(links);
            if (!(await create.ExecuteAsync(new UserDraft(new UserChange { Username = new(username) }, hashed), ct)).TryGet(out var user, out var refused)) return refused;
            if (!(await give.ExecuteAsync(user, AdministratorRole.Owner, ct)).TryGet(out _, out refused)) return refused;
            return new SetUpResult(settings.Mfa.IsMandatory ? null : await SignInAsync(user, ct));
        }, ct);
    }

    private async Task<bool> IsGoodAsync(string? token, List<SetUpLink> links, CancellationToken ct)
    {
        if (token is null || !await make.IsAwaitedAsync(ct)) return false;
        var (digest, now) = (OpaqueToken.DigestOf(token), time.GetUtcNow().UtcDateTime);
        return links.Exists(link => link.Digest == digest && link.ExpiresAt > now);
    }

    /// <summary>As at the end of a sign-in.</summary>
    private async Task<SessionSecret> SignInAsync(User user, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        user.RecordSignIn(now.UtcDateTime);
        user.CountSignIn();
        var session = login.Open(null, new LoginResult(user.Id, Factors, now.ToUnixTimeSeconds(), null), BuiltInApplications.AdminConsole);
        return await login.RenewAsync(session, ct);
    }
}
