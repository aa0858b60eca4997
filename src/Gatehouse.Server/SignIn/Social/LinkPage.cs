using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Social;

/// <summary>
/// GET and POST /social/link/CONNECTOR: the provider vouches for an address that an account here has, and the user says whether it is theirs.
/// /social/register/CONNECTOR: nobody has the address, and the user agrees to the terms of a new account.
/// </summary>
internal sealed class LinkPage(PageVisits visits, ChooseEvent events, SignInOffers offers, Onward onward)
{
    private const string Link = "link";

    public static string PathOf(string connectorId) => "/social/link/" + Uri.EscapeDataString(connectorId);

    public static string RegisterPathOf(string connectorId) => "/social/register/" + Uri.EscapeDataString(connectorId);

    public Task GetLinkAsync(HttpContext http) => GetAsync(http, canLink: true);

    public Task GetRegisterAsync(HttpContext http) => GetAsync(http, canLink: false);

    public Task PostLinkAsync(HttpContext http) => PostAsync(http, canLink: true);

    public Task PostRegisterAsync(HttpContext http) => PostAsync(http, canLink: false);

    private async Task GetAsync(HttpContext http, bool canLink)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (ShownBy(visit) is { } record) await ShowAsync(visit, record, canLink, null);
        else visit.GoOn(SignInPage.Path);
    }

    private async Task PostAsync(HttpContext http, bool canLink)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (ShownBy(visit) is not { } record) visit.GoOn(SignInPage.Path);
        else if (visit.Form["action"] == Link && canLink) await FinishAsync(visit, record, canLink, await onward.IdentifyAsync(visit, record.Id, linksSocialIdentity: true));
        else if (Agreement.IsMissing(visit)) await ShowAsync(visit, record, canLink, Agreement.Problem(visit.Frame));
        else await FinishAsync(visit, record, canLink, await RegisterAsync(visit, record));
    }

    private async Task<Refusal?> RegisterAsync(PageVisit visit, SocialVerification record) =>
        (await events.ChangeAsync(visit.InteractionId, InteractionEvent.Register, visit.Aborted)).TryGet(out _, out var forbidden)
            ? await onward.IdentifyAsync(visit, record.Id) : forbidden;

    private async Task FinishAsync(PageVisit visit, SocialVerification record, bool canLink, Refusal? refused)
    {
        if (refused is not null) await ShowAsync(visit, record, canLink, PageProblem.Of(visit.Frame, refused, canReset: false));
    }

    private static SocialVerification? ShownBy(PageVisit visit) => visit.Interaction is { } interaction
        ? InteractionState.Of(interaction)?.VerificationRecords.OfType<SocialVerification>()
            .LastOrDefault(record => record.IsShown && record.ConnectorId == visit.Http.GetRouteValue("connectorId") as string) : null;

    private async Task ShowAsync(PageVisit visit, SocialVerification record, bool canLink, PageProblem? problem)
    {
        var info = record.UserInfo!;
        var model = new LinkModel(
            canLink ? PathOf(record.ConnectorId) : RegisterPathOf(record.ConnectorId), await offers.NameOfAsync(visit, record.ConnectorId), info.Email ?? info.Phone ?? info.Name ?? "", canLink,
            visit.Snapshot.Get<ExperienceSettings>().AllowsRegister, Agreement.MustBeGiven(visit.Snapshot), problem);
        await visit.ShowAsync<LinkView, LinkModel>(visit.Frame.Say(canLink ? "description.account_exists" : "description.create_your_account"), model, problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Path">Where the forms go.</param>
/// <param name="Provider">Its name, for people.</param>
/// <param name="Address">What the provider says of the user.</param>
/// <param name="CanLink">An account here has the address.</param>
/// <param name="CanRegister">Another account can be made.</param>
/// <param name="MustAgree">To the terms of a new account.</param>
internal sealed record LinkModel(string Path, string Provider, string Address, bool CanLink, bool CanRegister, bool MustAgree, PageProblem? Problem);
