using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Passwords;

/// <summary>The pages on which somebody chooses a password: the policy is told before, and afterwards what it has against the choice (contract/experience-api.md 12.1).</summary>
internal static class ChosenPassword
{
    private const string Field = "password";

    /// <summary>Nothing was typed, or not twice the same where it is asked for twice: without a script nobody can look at what they type.</summary>
    public static PageProblem? Missing(PageVisit visit)
    {
        var (password, again) = (visit.Form[Field], visit.Form.All("again"));
        if (password.Length == 0) return PageProblem.Of(visit.Frame.Say("error.password_required"), Field);
        return again.Count > 0 && again[0] != password ? PageProblem.Of(visit.Frame.Say("error.passwords_do_not_match"), Field) : null;
    }

    public static PageProblem Problem(PageFrame frame, Refusal refused) => refused.Code switch
    {
        "password.rejected" => PageProblem.Of(PasswordWords.Issues(frame, refused), Field),
        "user.same_password" => PageProblem.Of(frame.Say("error.same_password"), Field),
        _ => PageProblem.Of(frame, refused, canReset: false),
    };

    /// <param name="title">Of the page.</param>
    /// <param name="button">What the button does.</param>
    /// <param name="changePath">Where the identifier can be changed; null where it can't.</param>
    /// <param name="reason">Why it is asked for, where that is not plain.</param>
    /// <param name="owner">Whose password it is, where no earlier page was told.</param>
    public static Task ShowAsync(
        PageVisit visit, string path, string title, string button, string? changePath, PageProblem? problem, string? reason = null, SignInIdentifier? owner = null) =>
        visit.ShowAsync<ChosenPasswordView, ChosenPasswordModel>(
            title, new ChosenPasswordModel(path, title, reason, button, PasswordWords.Requirements(visit.Frame, visit.Snapshot.Get<ExperienceSettings>().PasswordPolicy), owner ?? visit.KeptIdentifier, changePath, problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="Path">Where the form goes.</param>
/// <param name="Reason">Why it is asked for; null where that is plain.</param>
/// <param name="Requirements">The policy in a sentence.</param>
/// <param name="Identifier">Whose password it is, where that was told; null else.</param>
/// <param name="ChangePath">Where the identifier can be changed; null where it can't.</param>
internal sealed record ChosenPasswordModel(string Path, string Title, string? Reason, string Button, string Requirements, SignInIdentifier? Identifier, string? ChangePath, PageProblem? Problem);
