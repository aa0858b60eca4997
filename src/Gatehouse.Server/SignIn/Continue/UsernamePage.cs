using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Continue;

/// <summary>GET and POST /continue/username: the username that an account lacks.</summary>
internal sealed class UsernamePage(PageVisits visits, AddToProfile add, Onward onward)
{
    public const string Path = "/continue/username";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, "", null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var typed = visit.Form["identifier"].Trim();
        var problem = typed.Length == 0 ? PageProblem.Of(visit.Frame.Say("error.username_required"), "identifier") : null;
        if (problem is null && await TakeAsync(visit, typed) is { } refused) problem = IdentifierProblem.Of(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, typed, problem);
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, string username) =>
        (await add.UsernameAsync(visit.InteractionId, username, visit.Aborted)).TryGet(out _, out var refused) ? await onward.GoOnAsync(visit) : refused;

    private static Task ShowAsync(PageVisit visit, string typed, PageProblem? problem) => visit.ShowAsync<MissingIdentifierView, MissingIdentifierModel>(
        visit.Frame.Say("description.enter_username"),
        new MissingIdentifierModel(Path, ["username"], visit.Frame.Say("description.enter_username"), visit.Frame.Say("description.enter_username_description"), typed, problem),
        problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="Path">Where the form goes.</param>
/// <param name="Kinds">Of what may be told.</param>
internal sealed record MissingIdentifierModel(string Path, IReadOnlyList<string> Kinds, string Title, string Text, string Typed, PageProblem? Problem);
