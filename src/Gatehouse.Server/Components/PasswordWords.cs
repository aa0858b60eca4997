using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Components;

/// <summary>A password policy in the words of the pages: before somebody chooses, and afterwards what it has against the choice (contract/experience-api.md 12.1).</summary>
internal static class PasswordWords
{
    private const string Restricted = "password_rejected.restricted.";

    /// <summary>The policy in a sentence.</summary>
    public static string Requirements(PageFrame frame, PasswordPolicy policy)
    {
        List<string> items = [Counted(frame, "length", policy.LengthRule.Min)];
        if (policy.CharacterTypesRule.Min > 1) items.Add(Counted(frame, "character_types", policy.CharacterTypesRule.Min));
        return frame.Say("description.password_requirements", ("items", string.Join(frame.Say("list.and"), items)));
    }

    /// <summary>What is wrong, all of it, as sentences in a row.</summary>
    /// <param name="refused"><c>password.rejected</c>.</param>
    public static string Issues(PageFrame frame, Refusal refused) => string.Join(". ", Sentences(frame, refused)) + ".";

    private static string Counted(PageFrame frame, string name, int count) =>
        frame.Say($"description.password_requirement.{name}_{(count == 1 ? "one" : "other")}", ("count", $"{count}"));

    private static IEnumerable<string> Sentences(PageFrame frame, Refusal refused)
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
