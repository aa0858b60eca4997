using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Codes;

/// <summary>
/// When the owner of an address wanted to sign in and has no account, or wanted one and has it already: the other one is offered, and the
/// code need not be given again (contract/experience-api.md 18).
/// </summary>
internal sealed class AccountQuestion(PageVisits visits, ChooseEvent events, Onward onward)
{
    public const string NewPath = "/sign-in/new-account";
    public const string ExistingPath = "/register/existing-account";

    /// <returns>The page with the question; null when there is none to ask.</returns>
    public static string? For(CodeWay way, Refusal? refused, ExperienceSettings settings) => refused?.Code switch
    {
        "user.user_not_exist" when way == CodeWay.SignIn && settings.AllowsRegister => NewPath,
        "user.email_already_in_use" or "user.phone_already_in_use" when way == CodeWay.Register && settings.AllowsSignIn => ExistingPath,
        _ => null,
    };

    public Task GetNewAsync(HttpContext http) => GetAsync(http, isNew: true);

    public Task GetExistingAsync(HttpContext http) => GetAsync(http, isNew: false);

    public Task PostNewAsync(HttpContext http) => PostAsync(http, isNew: true);

    public Task PostExistingAsync(HttpContext http) => PostAsync(http, isNew: false);

    private async Task GetAsync(HttpContext http, bool isNew)
    {
        if (await visits.OpenAsync(http) is not { } visit) return;
        if (ShownBy(visit) is { } record) await ShowAsync(visit, isNew, record, null);
        else visit.GoOn(isNew ? SignInPage.Path : Registration.RegisterPage.Path);
    }

    private async Task PostAsync(HttpContext http, bool isNew)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (ShownBy(visit) is not { } record)
        {
            visit.GoOn(isNew ? SignInPage.Path : Registration.RegisterPage.Path);
            return;
        }

        if (isNew && Agreement.IsMissing(visit))
        {
            await ShowAsync(visit, isNew, record, Agreement.Problem(visit.Frame));
            return;
        }

        var chosen = isNew ? InteractionEvent.Register : InteractionEvent.SignIn;
        var refused = (await events.ChangeAsync(visit.InteractionId, chosen, visit.Aborted)).TryGet(out _, out var forbidden)
            ? await onward.IdentifyAsync(visit, record.Id) : forbidden;
        if (refused is not null) await ShowAsync(visit, isNew, record, CodeProblem.Of(visit.Frame, refused));
    }

    private static CodeVerification? ShownBy(PageVisit visit) => visit.Interaction is { } interaction
        ? InteractionState.Of(interaction)?.VerificationRecords.OfType<CodeVerification>().LastOrDefault(record => record.IsVerified) : null;

    private static Task ShowAsync(PageVisit visit, bool isNew, CodeVerification record, PageProblem? problem) => visit.ShowAsync<AccountQuestionView, AccountQuestionModel>(
        visit.Frame.Say(isNew ? "description.no_account_yet" : "description.account_exists"),
        new AccountQuestionModel(isNew, record.Identifier, isNew && Agreement.MustBeGiven(visit.Snapshot), problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="IsNew">The account would be new; else it is there.</param>
/// <param name="MustAgree">To the terms, in words of their own.</param>
internal sealed record AccountQuestionModel(bool IsNew, SignInIdentifier Identifier, bool MustAgree, PageProblem? Problem);
