using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>
/// A form that changes what is there: its values, what they were made from (<see cref="FormBasis"/>), and what is wrong with it. The labels of
/// its fields are <c>field.NAME</c>.
/// </summary>
/// <param name="Form">As it was typed, or as the object fills it.</param>
/// <param name="Basis">The digest that the next attempt is held to.</param>
/// <param name="Changed">What somebody else changed meanwhile; null for nothing.</param>
internal sealed record FormState(PostedForm Form, string Basis, ApiProblem? Problem, ChangedMeanwhile? Changed)
{
    public int Status => Changed is not null ? StatusCodes.Status409Conflict : Problem?.Status ?? StatusCodes.Status200OK;

    public static FormState Fresh(PostedForm shown) => new(shown, BasisOf(shown, shown.Names, name => name).Digest, null, null);

    public static FormState Refused(PostedForm typed, ApiProblem problem) => new(typed, typed[FormBasis.Field], problem, null);

    /// <summary>Null unless the object has other values than when the form was made.</summary>
    /// <param name="now">The form as the object fills it now.</param>
    /// <param name="id">Of the object, by which its last change is found.</param>
    /// <param name="part">The id of the part of it that the form shows; null for the whole.</param>
    public static async Task<FormState?> StaleAsync(ConsoleVisit visit, PostedForm now, string id, string? part = null)
    {
        var digest = BasisOf(now, now.Names, name => name).Digest;
        if (visit.Form[FormBasis.Field] == digest) return null;
        var names = now.Names.Concat(visit.Form.Names.Where(name => name is not (FormBasis.Field or Cookies.FormToken.Field or "action"))).Distinct();
        var changed = BasisOf(now, names, name => visit.Say("field." + name)).Against(visit.Form, await LastChange.OfObjectAsync(visit, id, part: part));
        return new FormState(visit.Form, digest, null, changed);
    }

    private static FormBasis BasisOf(PostedForm shown, IEnumerable<string> names, Func<string, string> label) =>
        new([.. names.Order(StringComparer.Ordinal).Select(name => new FormValue(name, label(name), FormBasis.ValueOf(shown, name)))]);
}
