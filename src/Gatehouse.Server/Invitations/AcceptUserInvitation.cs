using Gatehouse.Protocol.Authorization;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Invitations;

/// <summary>What came of an accepted invitation.</summary>
/// <param name="Session">Null: the tenant asks for more than a password, and the user signs in as usual.</param>
/// <param name="RedirectUri">Where to go; null: nowhere in particular.</param>
internal sealed record AcceptedUserInvitation(string UserId, string? ApplicationId, SessionSecret? Session, string? RedirectUri);

/// <summary>
/// Uses an invitation up: the user gets the password and a session (docs/invitations.md). The row's version lets one of several at once win.
/// Refusals: those of <see cref="FindUserInvitation"/>, 401 <c>user.suspended</c>, 422 <c>password.rejected</c>.
/// </summary>
internal sealed class AcceptUserInvitation(
    GatehouseDb db, UnitOfWork work, FindUserInvitation find, PasswordHasher hasher, LoginToSession login, Snapshots snapshots, TimeProvider time)
{
    /// <summary>RFC 8176: the link was a one-time password.</summary>
    private static readonly string[] Factors = ["otp"];

    /// <param name="session">The value of the browser's session cookie; a session of the same user goes on.</param>
    public async Task<Checked<AcceptedUserInvitation>> ExecuteAsync(string token, string password, string? session, CancellationToken ct)
    {
        if (!(await find.ToReadAsync(token, ct)).TryGet(out var open, out var refused)) return refused;
        var settings = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>();
        if (PasswordRules.Refuse(password, settings.PasswordPolicy, PasswordOwner.Of(open.User)) is { } weak) return weak;
        // Outside of the change: hashing takes long, and a change may run again.
        if (!(await hasher.HashAsync(password, ct)).TryGet(out var hashed, out var busy)) return busy;
        return await work.WriteAsync<AcceptedUserInvitation>("Change.UserInvitation.Accepted", open.User.Id, async () =>
        {
            if (!(await find.ToChangeAsync(token, ct)).TryGet(out var found, out var gone)) return gone;
            var (invitation, user) = found;
            var now = time.GetUtcNow();
            invitation.Accept(now.UtcDateTime);
            user.SetPassword(hashed.Algorithm.ToString(), hashed.Digest, now.UtcDateTime);
            user.UpdatedAt = now.UtcDateTime;
            work.Announce(UserEvents.DataUpdated(user));
            var secret = await MustDoMoreAsync(settings, user, ct) ? null : await SignInAsync(user, invitation, session, now, ct);
            return new AcceptedUserInvitation(user.Id, invitation.ApplicationId, secret, await LandingOfAsync(invitation, ct));
        }, ct);
    }

    private async Task<SessionSecret?> SignInAsync(User user, UserInvitation invitation, string? cookie, DateTimeOffset now, CancellationToken ct)
    {
        user.RecordSignIn(now.UtcDateTime);
        user.CountSignIn();
        var current = await login.FindAsync(cookie, ct);
        var session = await login.SignInAsync(
            current?.UserId == user.Id ? current : null, new LoginResult(user.Id, Factors, now.ToUnixTimeSeconds(), current?.LastSubmission), invitation.ApplicationId, ct);
        return session is null ? null : await login.RenewAsync(session, ct);
    }

    /// <summary>As at the end of a sign-in (contract/experience-api.md 9): a link stands in for one factor, not for two.</summary>
    private async Task<bool> MustDoMoreAsync(ExperienceSettings settings, User user, CancellationToken ct) =>
        SecondFactorRule.AvailableTo(settings.Mfa, user).Count > 0
        || ((settings.Mfa.IsMandatory || settings.Mfa.HeedsOrganizations) && BindingRule.BindableIn(settings.Mfa).Count > 0)
        || RequiredProfile.MissingOf(settings.SignUp, user, null, await db.UserSsoIdentities.AnyAsync(identity => identity.UserId == user.Id, ct)).Count > 0;

    /// <summary>Judged once more: what was registered then may lead to somebody else by now.</summary>
    private async Task<string?> LandingOfAsync(UserInvitation invitation, CancellationToken ct) =>
        invitation is { ApplicationId: { } id, RedirectUri: { } uri }
        && (await snapshots.GetAsync(db.TenantId, ct)).Get<ApplicationDirectory>().Find(id) is { } application
        && RedirectUris.AreRegistered(application.Metadata, uri) ? uri : null;
}
