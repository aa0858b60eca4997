using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console;

/// <summary>What the fields of a form show: what was typed where the form was refused, else what the API says.</summary>
/// <param name="stored">The object as the API shows it, or the defaults of a new one.</param>
/// <param name="typed">Null for a form that nobody has sent yet.</param>
internal sealed class FormValues(JsonObject stored, PostedForm? typed)
{
    public JsonObject Stored => stored;

    /// <summary>The fields as they were typed; empty for a form that nobody has sent yet.</summary>
    public PostedForm Typed => typed ?? PostedForm.Empty;

    public string this[string path] => typed is not null ? typed[path] : stored.At(path).Shown();

    public bool Is(string path) => typed is not null ? typed.Has(path) : stored.At(path).IsTrue();

    public bool Has(string path, string item) => (typed is not null ? typed.All(path) : stored.At(path).Texts()).Contains(item);

    public string Lines(string path) => typed is not null ? typed[path] : string.Join('\n', stored.At(path).Texts());

    public string Pairs(string path) => typed is not null ? typed[path] : stored.At(path).Pairs();

    public string Json(string path) => typed is not null ? typed[path] : stored.At(path).Pretty();

    /// <summary>A secret is there, which is not shown.</summary>
    public bool HasSecret(string path) => stored.At(path).Shown().Length > 0;
}
