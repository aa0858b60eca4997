using System.Text.Json;
using Gatehouse.Server.Components;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.SignIn.Passwords;

/// <summary>The pages on which somebody chooses a password: the policy is told before, and afterwards what it has against the choice (contract/experience-api.md 12.1).</summary>
internal static class ChosenPassword
{
    private const string Field = "password";
    private const string Restricted = "password_rejected.restricted.";

    /// <summary>Nothing was typed, or not twice the same where it is asked for twice: without a script nobody can look at what they type.</summary>
    public static PageProblem? Missing(PageVisit visit)
    {
        var (password, again) = (visit.Form[Field], visit.Form.All("again"));
        if (password.Length == 0) return PageProblem.Of(visit.Frame.Say("error.password_required"), Field);
        return again.Count > 0 && again[0] != password ? PageProblem.Of(visit.Frame.Say("error.passwords_do_not_match"), Field) : null;
    }

    public static PageProblem Problem(PageFrame frame, Refusal refused) => refused.Code switch
    {
        "password.rejected" => PageProblem.Of(string.Join(". ", Issues(frame, refused)) + ".", Field),
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
            title, new ChosenPasswordModel(path, title, reason, button, Requirements(visit), owner ?? visit.KeptIdentifier, changePath, problem), problem?.Status ?? StatusCodes.Status200OK);

    private static string Requirements(PageVisit visit)
    {
        var (frame, policy) = (visit.Frame, visit.Snapshot.Get<ExperienceSettings>().PasswordPolicy);
        List<string> items = [Counted(frame, "length", policy.LengthRule.Min)];
        if (policy.CharacterTypesRule.Min > 1) items.Add(Counted(frame, "character_types", policy.CharacterTypesRule.Min));
        return frame.Say("description.password_requirements", ("items", string.Join(frame.Say("list.and"), items)));
    }

    private static string Counted(PageFrame frame, string name, int count) =>
        frame.Say($"description.password_requirement.{name}_{(count == 1 ? "one" : "other")}", ("count", $"{count}"));

    private static IEnumerable<string> Issues(PageFrame frame, Refusal refused)
    {
        var issues = refused.Data is { } data ? data.ToElement().EnumerateArray().ToList() : [];
        var phrases = issues.Select(CodeOf).Where(code => code.StartsWith(Restricted, StringComparison.Ordinal)).Select(code => frame.Say("error." + code)).ToList();
        foreach (var issue in issues.Where(issue => !CodeOf(issue).StartsWith(Restricted, StringComparison.Ordinal)))
        {
            var sentence = frame.Say("error." + CodeOf(issue));
            if (issue.TryGetProperty("interpolation", out var values))
                sentence = values.EnumerateObject().Aggregate(sentence, (text, value) => text.Replace($"{{{value.Name}}}", value.Value.ToString(), StringComparison.Ordinal));
            yield return sentence;
        }

        if (phrases.Count > 0) yield return frame.Say("error.password_rejected.restricted_found", ("list", string.Join(frame.Say("list.separator"), phrases)));
    }

    private static string CodeOf(JsonElement issue) => issue.GetProperty("code").GetString()!;
}

/// <param name="Path">Where the form goes.</param>
/// <param name="Reason">Why it is asked for; null where that is plain.</param>
/// <param name="Requirements">The policy in a sentence.</param>
/// <param name="Identifier">Whose password it is, where that was told; null else.</param>
/// <param name="ChangePath">Where the identifier can be changed; null where it can't.</param>
internal sealed record ChosenPasswordModel(string Path, string Title, string? Reason, string Button, string Requirements, SignInIdentifier? Identifier, string? ChangePath, PageProblem? Problem);
