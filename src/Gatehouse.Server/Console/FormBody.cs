using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>
/// A form's fields as a body of the API. A member of the body that is an object is sent whole, with what is stored in it and has no field:
/// the API replaces it as a whole.
/// </summary>
internal sealed class FormBody(IReadOnlyList<FormMember> members)
{
    /// <summary>What the form shows of an object, by which a change behind its back is found.</summary>
    public FormBasis Basis(ConsoleVisit visit, JsonObject stored) =>
        new([.. members.Where(member => member.Kind != FormMemberKind.Secret).Select(member => new FormValue(member.Path, visit.Say(member.Label), Shown(member, stored)))]);

    /// <summary>Null: JSON in a field can't be read, which <paramref name="problem"/> tells.</summary>
    /// <param name="stored">The object as it is now.</param>
    public JsonObject? Read(ConsoleVisit visit, JsonObject stored, out ApiProblem? problem)
    {
        var body = new JsonObject();
        problem = null;
        foreach (var root in members.Select(member => member.Root).Distinct())
        {
            if (stored[root] is JsonObject whole) body[root] = whole.DeepClone();
        }

        foreach (var member in members)
        {
            if (member.Kind == FormMemberKind.Json)
            {
                if (!TypedJson.TryReadAny(visit, member.Path, out var json, out problem)) return null;
                Set(body, member.Path, json);
            }
            else if (member.Kind != FormMemberKind.Secret || visit.Form[member.Path].Length > 0)
            {
                if (member.Kind == FormMemberKind.TextOrNull && visit.Form[member.Path].Trim().Length == 0) body.Put(member.Path, null);
                else Set(body, member.Path, ValueOf(member, visit.Form));
            }
            else if (stored.At(member.Path) is { } kept)
            {
                body.Put(member.Path, kept.DeepClone());
            }
        }

        return body;
    }

    private static void Set(JsonObject body, string path, JsonNode? value)
    {
        if (value is null) body.Take(path);
        else body.Put(path, value);
    }

    private static JsonNode? ValueOf(FormMember member, PostedForm form)
    {
        var text = form[member.Path].Trim();
        return member.Kind switch
        {
            FormMemberKind.Flag => form.Has(member.Path),
            FormMemberKind.Number when decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
            FormMemberKind.Lines => List(form[member.Path].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)),
            FormMemberKind.Choices => List(form.All(member.Path)),
            FormMemberKind.Required => text,
            FormMemberKind.Pairs => Pairs(form[member.Path]),
            _ => text.Length == 0 ? null : (JsonNode)text,
        };
    }

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    private static JsonObject? Pairs(string text)
    {
        var pairs = new JsonObject();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var parts = line.Split(':', 2);
            pairs[parts[0].Trim()] = parts.Length > 1 ? parts[1].Trim() : "";
        }

        return pairs.Count > 0 ? pairs : null;
    }

    private static string Shown(FormMember member, JsonObject stored) => member.Kind switch
    {
        FormMemberKind.Flag => stored.At(member.Path).IsTrue() ? "true" : "",
        FormMemberKind.Lines => string.Join('\n', stored.At(member.Path).Texts()),
        FormMemberKind.Pairs => stored.At(member.Path).Pairs(),
        FormMemberKind.Choices => string.Join(", ", stored.At(member.Path).Texts()),
        FormMemberKind.Json => stored.At(member.Path).Pretty(),
        _ => stored.At(member.Path).Shown(),
    };
}
