using Gatehouse.Server.Interactions;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.SignIn.MagicLinks;

/// <summary>
/// A magic link in the browser of somebody who is signed in already: before anything is consented to, it is asked who is meant
/// (contract/oidc.md 8.3).
/// </summary>
internal sealed class MagicLinkGuard(LoginToSession login, FindUser find, FindOneTimeToken tokens)
{
    /// <returns>The page that the browser goes to first, relative to the path <c>/consent</c>; null when the sign-in can go on.</returns>
    public async Task<string?> FindAsync(PageVisit visit)
    {
        if (visit.Request[OneTimeTokenPage.Token] is not { Length: > 0 } token || visit.Request[OneTimeTokenPage.Hint] is not { Length: > 0 } hint) return null;
        if (SwitchAccountPage.IsDeclined(visit.Http.Request) || await UserAsync(visit) is not { } user) return null;
        var isOwner = string.Equals(user.PrimaryEmail, hint, StringComparison.OrdinalIgnoreCase);
        var query = new QueryBuilder { { OneTimeTokenPage.Hint, hint }, { OneTimeTokenPage.Token, token } }.ToQueryString().ToUriComponent();
        if (!isOwner && !(visit.Request["prompt"] ?? "").Split(' ').Contains("login")) return SwitchAccountPage.Path[1..] + query;
        return await tokens.StatusAsync(token, visit.Aborted) switch
        {
            OneTimeTokenStatus.Active => OneTimeTokenPage.Path[1..] + query,
            OneTimeTokenStatus.Consumed when isOwner => null,
            _ => OneTimeTokenPage.Path[1..] + new QueryBuilder { { OneTimeTokenPage.Error, visit.Frame.Say("error.invalid_link_description") } }.ToQueryString().ToUriComponent(),
        };
    }

    /// <summary>Who is signed in; null for nobody.</summary>
    public async Task<User?> UserAsync(PageVisit visit) =>
        await login.FindAsync(visit.SessionValue, visit.Aborted) is { } session && (await find.ToReadAsync(session.UserId, visit.Aborted)).TryGet(out var user, out _) ? user : null;
}
