using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>Logos and colours that an organization or an application has of its own, as fields and as the members of the API. The fields are <see cref="Parts.LookFields"/>.</summary>
internal static class LookForm
{
    private static readonly string[] Images = ["logoUrl", "darkLogoUrl", "favicon", "darkFavicon"];
    private static readonly string[] Colors = ["primaryColor", "darkPrimaryColor"];

    public static IEnumerable<(string Name, string? Value)> Of(JsonObject color, JsonObject branding, string? customCss) =>
    [
        .. Images.Select(name => (name, branding[name]?.ToString())), .. Colors.Select(name => (name, color[name]?.ToString())), ("customCss", customCss),
    ];

    /// <summary>Writes the members; what the form has no field for is kept.</summary>
    public static void Write(JsonObject body, PostedForm form, JsonObject color, JsonObject branding)
    {
        body["branding"] = Merge(branding, form, Images);
        body["color"] = Merge(color, form, Colors);
        body["customCss"] = form["customCss"].Trim() is { Length: > 0 } css ? css : null;
    }

    /// <summary>The problem told beside the fields.</summary>
    public static ApiProblem Beside(ApiProblem problem) => problem with
    {
        Fields = problem.Fields.Select(pair => pair.Key.StartsWith("branding.", StringComparison.Ordinal) || pair.Key.StartsWith("color.", StringComparison.Ordinal)
            ? KeyValuePair.Create(pair.Key[(pair.Key.IndexOf('.', StringComparison.Ordinal) + 1)..], pair.Value) : pair).DistinctBy(pair => pair.Key).ToDictionary(),
    };

    private static JsonObject Merge(JsonObject kept, PostedForm form, string[] names)
    {
        var merged = kept.DeepClone().AsObject();
        foreach (var name in names)
        {
            if (form[name].Trim() is { Length: > 0 } value) merged[name] = value;
            else merged.Remove(name);
        }

        return merged;
    }
}
