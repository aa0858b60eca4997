using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>The fields of a form as an object fills them. As in a form that is posted, a box that is not ticked is not among them.</summary>
internal static class ShownForm
{
    /// <param name="fields">Null and the empty text are left out; a name may stand there several times.</param>
    public static PostedForm Of(IEnumerable<(string Name, string? Value)> fields) =>
        new(fields.Where(field => !string.IsNullOrEmpty(field.Value)).ToLookup(field => field.Name, field => field.Value!));

    /// <summary>The value of a box.</summary>
    public static string? Tick(bool isTicked) => isTicked ? "true" : null;

    /// <summary>Tells one set of values from any other.</summary>
    public static string DigestOf(PostedForm shown)
    {
        var text = new StringBuilder();
        foreach (var name in shown.Names.Order(StringComparer.Ordinal))
        {
            foreach (var value in shown.All(name)) text.Append(name).Append('\0').Append(value).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The fields whose values now are others than those typed, with the values now.</summary>
    public static IReadOnlyList<ChangedField> Differences(PostedForm now, PostedForm typed, IEnumerable<string> names) =>
    [
        .. names.Select(name => new ChangedField(name, Text(now, name), Text(typed, name))).Where(field => field.Now != field.Typed),
    ];

    private static string Text(PostedForm form, string name) =>
        string.Join(", ", form.All(name).Order(StringComparer.Ordinal)).ReplaceLineEndings("\n").Trim();
}

/// <param name="Name">Of the field.</param>
/// <param name="Now">As somebody else left it; empty for nothing.</param>
/// <param name="Typed">As this form has it.</param>
internal sealed record ChangedField(string Name, string Now, string Typed);

/// <summary>
/// A form that changes what is there: its values, what they were made from, and what is wrong with it. It carries a digest of the values that
/// the object had when the page was made; a form that comes back after somebody else has changed them changes nothing, but shows both.
/// </summary>
/// <param name="Form">As it was typed, or as the object fills it.</param>
/// <param name="Was">The digest of the object's values that the next attempt is held to.</param>
/// <param name="Changed">What somebody else changed meanwhile.</param>
internal sealed record FormState(PostedForm Form, string Was, ApiProblem? Problem, IReadOnlyList<ChangedField> Changed)
{
    /// <summary>The name of the hidden field.</summary>
    public const string WasField = "was";

    public int Status => Changed.Count > 0 ? StatusCodes.Status409Conflict : Problem?.Status ?? StatusCodes.Status200OK;

    public static FormState Fresh(PostedForm shown) => new(shown, ShownForm.DigestOf(shown), null, []);

    public static FormState Refused(PostedForm typed, ApiProblem problem) => new(typed, typed[WasField], problem, []);

    /// <summary>Null unless the object has other values than when the form was made. A form that does not say what it was made from is taken at its word.</summary>
    public static FormState? Stale(ConsoleVisit visit, PostedForm now)
    {
        var (typed, was) = (visit.Form, ShownForm.DigestOf(now));
        if (typed[WasField].Length == 0 || typed[WasField] == was) return null;
        var problem = ApiProblem.Own(visit.Say("meanwhile.title")) with { Status = StatusCodes.Status409Conflict };
        return new FormState(typed, was, problem, ShownForm.Differences(now, typed, now.Names.Concat(typed.Names.Where(name => name is not (WasField or Cookies.FormToken.Field or "action"))).Distinct()));
    }
}
