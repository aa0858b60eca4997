using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignIn.Passwords;

namespace Gatehouse.Server.SignIn.Continue;

/// <summary>GET and POST /continue/password: the password that an account lacks, for example a new one.</summary>
internal sealed class NewPasswordPage(PageVisits visits, AddToProfile add, Onward onward)
{
    public const string Path = "/continue/password";

    public async Task GetAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, null);
    }

    public async Task PostAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        var problem = ChosenPassword.Missing(visit);
        if (problem is null && await TakeAsync(visit, visit.Form["password"]) is { } refused) problem = ChosenPassword.Problem(visit.Frame, refused);
        if (problem is not null) await ShowAsync(visit, problem);
    }

    private async Task<Refusal?> TakeAsync(PageVisit visit, string password) =>
        (await add.PasswordAsync(visit.InteractionId, password, visit.Aborted)).TryGet(out _, out var refused) ? await onward.GoOnAsync(visit) : refused;

    private static Task ShowAsync(PageVisit visit, PageProblem? problem)
    {
        var isNew = visit.Interaction is { } interaction && InteractionState.Of(interaction) is { Event: InteractionEvent.Register, UserId: null };
        return ChosenPassword.ShowAsync(
            visit, Path, visit.Frame.Say("description.set_password"), visit.Frame.Say(isNew ? "action.create_account" : "action.save_password"),
            isNew ? Registration.RegisterPage.Path : null, problem);
    }
}
