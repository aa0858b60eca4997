using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn.Mfa;

/// <summary>
/// GET and POST /mfa-verification: which of several second factors to show. /mfa-binding: which one to add, or none where that is the user's
/// to say; the form with <c>action=skip</c> says so for whatever is asked at the time (contract/experience-api.md 8.4).
/// </summary>
internal sealed class FactorListPage(PageVisits visits, DescribeSecondFactors describe, EnterFactor enter, SkipQuestion skip)
{
    public Task GetToShowAsync(HttpContext http) => GetAsync(http, isToShow: true);

    public Task GetToBindAsync(HttpContext http) => GetAsync(http, isToShow: false);

    public async Task PostToShowAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (MfaPaths.FactorNamed(visit.Form["factor"]) is { } factor) await enter.ToShowAsync(visit, factor);
        else visit.GoOn(MfaPaths.Verification);
    }

    public async Task PostToBindAsync(HttpContext http)
    {
        if (await visits.PostAsync(http) is not { } visit) return;
        if (visit.Form["action"] == "skip")
        {
            if (await skip.ExecuteAsync(visit) is { } refused) await ShowAsync(visit, isToShow: false, PageProblem.Of(visit.Frame, refused, canReset: false));
        }
        else if (MfaPaths.FactorNamed(visit.Form["factor"]) is { } factor) await enter.ToBindAsync(visit, factor);
        else visit.GoOn(MfaPaths.Binding);
    }

    private async Task GetAsync(HttpContext http, bool isToShow)
    {
        if (await visits.OpenAsync(http) is { } visit) await ShowAsync(visit, isToShow, null);
    }

    private async Task ShowAsync(PageVisit visit, bool isToShow, PageProblem? problem)
    {
        if (visit.Interaction is null || !(await describe.ExecuteAsync(visit.InteractionId, visit.Aborted)).TryGet(out var known, out _))
        {
            visit.GoOn(SignInPage.Path);
            return;
        }

        var model = isToShow ? ToShow(visit, known) : ToBind(visit, known);
        if (model.Factors.Count == 0) visit.GoOn(SignInPage.Path);
        else await visit.ShowAsync<FactorListView, FactorListModel>(model.Title, model with { Problem = problem }, problem?.Status ?? StatusCodes.Status200OK);
    }

    private static FactorListModel ToShow(PageVisit visit, SecondFactorDescription known) => new(
        MfaPaths.Verification, visit.Frame.Say("mfa.verify_mfa_factors"), visit.Frame.Say("mfa.verify_mfa_description"),
        [.. known.Available.Select(factor => (factor, FactorWords.Name(visit.Frame, factor), FactorWords.ToShow(visit.Frame, factor, known)))], IsSkippable: false);

    private static FactorListModel ToBind(PageVisit visit, SecondFactorDescription known)
    {
        var isAdditional = FactorQuestion.IsAdditional(visit, known);
        return new FactorListModel(
            MfaPaths.Binding, visit.Frame.Say(isAdditional ? "mfa.add_another" : "mfa.add_mfa_factors"), visit.Frame.Say(isAdditional ? "mfa.add_another_description" : "mfa.add_mfa_description"),
            [.. FactorQuestion.Choices(visit, known).Select(factor => (factor, FactorWords.Name(visit.Frame, factor), FactorWords.ToBind(visit.Frame, factor)))],
            FactorQuestion.IsSkippable(visit, known));
    }
}

/// <param name="Path">Where the forms go.</param>
/// <param name="Factors">Each with its name and what it means.</param>
/// <param name="IsSkippable">The user may do without.</param>
internal sealed record FactorListModel(string Path, string Title, string Text, IReadOnlyList<(string Factor, string Name, string Text)> Factors, bool IsSkippable)
{
    public PageProblem? Problem { get; init; }
}

/// <summary>What a page may say of the question which factor to add (contract/experience-api.md 8.4).</summary>
internal static class FactorQuestion
{
    /// <summary>Backup codes come when another factor is there.</summary>
    public static IReadOnlyList<string> Choices(PageVisit visit, SecondFactorDescription known) =>
        [.. known.Bindable.Where(factor => factor != MfaFactor.BackupCode && !(factor == MfaFactor.WebAuthn && Had(visit, known).Contains(factor)))];

    /// <summary>A further factor is suggested beside one that the user has.</summary>
    public static bool IsAdditional(PageVisit visit, SecondFactorDescription known) => Had(visit, known).Any(factor => factor != MfaFactor.BackupCode);

    /// <summary>A suggestion may always be declined.</summary>
    public static bool IsSkippable(PageVisit visit, SecondFactorDescription known) => known.IsSkippable || IsAdditional(visit, known);

    private static List<string> Had(PageVisit visit, SecondFactorDescription known) =>
        [.. known.Available, .. (InteractionState.Of(visit.Interaction!)?.Mfa ?? PendingMfa.Empty).Factors.Select(factor => factor.Type)];
}
