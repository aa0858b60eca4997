using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.SignIn.MagicLinks;

/// <summary>GET /switch-account: a magic link is for another account than the one that is signed in (contract/oidc.md 8.3).</summary>
internal sealed class SwitchAccountPage(PageVisits visits, MagicLinkGuard guard)
{
    public const string Path = "/switch-account";
    private const string Stay = "stay";

    /// <summary>The user has said to go on with the account that is signed in.</summary>
    public static bool IsDeclined(HttpRequest request) => request.Query.ContainsKey(Stay);

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        var (email, token) = (visit.Parameter(OneTimeTokenPage.Hint), visit.Parameter(OneTimeTokenPage.Token));
        if (email is null || token is null || await guard.UserAsync(visit) is not { } user)
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var current = user.PrimaryEmail ?? user.Username ?? user.Name ?? user.Id;
        var model = new SwitchAccountModel(
            current, email, With(visit, OneTimeTokenPage.Path, new QueryBuilder { { OneTimeTokenPage.Hint, email }, { OneTimeTokenPage.Token, token } }),
            With(visit, ConsentPage.Path, new QueryBuilder { { Stay, "yes" } }));
        await visit.ShowAsync<SwitchAccountView, SwitchAccountModel>(visit.Frame.Say("description.switch_account_question"), model);
    }

    private static string With(PageVisit visit, string path, QueryBuilder more)
    {
        var (url, query) = (visit.Frame.UrlOf(path), more.ToQueryString().ToUriComponent());
        return url.Contains('?', StringComparison.Ordinal) ? url + "&" + query[1..] : url + query;
    }
}

/// <param name="Current">Who is signed in.</param>
/// <param name="Email">Whom the link is for.</param>
internal sealed record SwitchAccountModel(string Current, string Email, string SwitchUrl, string StayUrl);
