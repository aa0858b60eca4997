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
}
