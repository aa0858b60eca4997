using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Connectors;

/// <summary>The configuration of a social connector, which fits its factory. It has no text form: it holds the client secret.</summary>
internal sealed partial class SocialConfig(JsonElement config)
{
    public string ClientId => Text("clientId")!;

    /// <summary>Null for Apple, whose secret is signed.</summary>
    public string? ClientSecret => Text("clientSecret");

    /// <summary>A text; null when it is not there.</summary>
    /// <param name="path">A member, or members with dots between.</param>
    public string? Text(string path) => Find(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool Flag(string path) => Find(path) is { ValueKind: JsonValueKind.True };

    public double? Number(string path) => Find(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    public IEnumerable<string> Texts(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    /// <summary>An object of texts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Map(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).Select(member => KeyValuePair.Create(member.Name, member.Value.GetString()!)) : [];

    /// <summary>With the places of a text of the factory filled in.</summary>
    /// <returns>Null when the configuration leaves one open.</returns>
    public string? Fill(string text)
    {
        var isWhole = true;
        var filled = Place().Replace(text, place =>
        {
            var value = Text(place.Groups[1].Value);
            isWhole &= value is not null;
            return value?.TrimEnd('/') ?? "";
        });
        return isWhole ? filled : null;
    }

    private JsonElement? Find(string path)
    {
        JsonElement? found = config;
        foreach (var name in path.Split('.'))
        {
            if (found is not { ValueKind: JsonValueKind.Object } at || !at.TryGetProperty(name, out var value)) return null;
            found = value;
        }

        return found;
    }

    [GeneratedRegex(@"\{\{([\w.]+)\}\}")]
    private static partial Regex Place();
}
