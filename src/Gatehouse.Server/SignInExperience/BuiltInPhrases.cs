using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// The sentences of the sign-in pages as one document a language, grouped as contract/experience-api.md 17 groups them: what is called
/// <c>experience.input.username</c> among the texts is the member <c>username</c> of <c>input</c>.
/// </summary>
internal sealed partial class BuiltInPhrases
{
    private const string Prefix = "experience.";
    private readonly FrozenDictionary<string, JsonElement> _byLanguage;

    public BuiltInPhrases(Phrases phrases) => _byLanguage = phrases.Languages.ToFrozenDictionary(language => language, language => DocumentOf(phrases, language));

    public IEnumerable<string> Languages => _byLanguage.Keys;

    /// <summary>The sentences of a language with a tenant's own over them; of a language without built-in sentences, the English ones.</summary>
    /// <param name="custom">Null for none.</param>
    public JsonText With(string language, JsonText? custom)
    {
        var builtIn = _byLanguage.TryGetValue(language, out var own) ? own : _byLanguage[Phrases.FallbackLanguage];
        return custom is { } text ? JsonText.Write(json => WriteMerged(json, builtIn, text.ToElement())) : JsonText.From(builtIn);
    }

    /// <summary>The built-in languages and those that the tenant has written itself.</summary>
    public IEnumerable<string> Offered(PublishedExperience published) => Languages.Concat(published.Phrases.Keys).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The language that a person reads: what was asked for, then the browser's if the tenant wants that, then the tenant's.
    /// </summary>
    /// <param name="asked">The most wanted first.</param>
    public string Choose(PublishedExperience published, LanguageInfo settings, IEnumerable<string> asked, string? acceptLanguage)
    {
        var offered = Offered(published).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var browser = settings.AutoDetect ? AcceptLanguage.Read(acceptLanguage) : [];
        var chosen = asked.Concat(browser).Append(settings.FallbackLanguage).Append(Phrases.FallbackLanguage)
            .SelectMany(AcceptLanguage.Widened).First(offered.Contains);
        return offered.TryGetValue(chosen, out var language) ? language : chosen;
    }

    /// <summary>Whether each text stands where the built-in sentences have one.</summary>
    public bool HasPlacesFor(JsonText translation) => HasPlacesFor(_byLanguage[Phrases.FallbackLanguage], translation.ToElement());

    private static bool HasPlacesFor(JsonElement builtIn, JsonElement custom) =>
        builtIn.ValueKind == custom.ValueKind && (custom.ValueKind != JsonValueKind.Object
            || custom.EnumerateObject().All(member => builtIn.TryGetProperty(member.Name, out var place) && HasPlacesFor(place, member.Value)));

    private static void WriteMerged(Utf8JsonWriter json, JsonElement builtIn, JsonElement custom)
    {
        json.WriteStartObject();
        foreach (var member in builtIn.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (!custom.TryGetProperty(member.Name, out var own)) member.Value.WriteTo(json);
            else if (own.ValueKind == JsonValueKind.Object && member.Value.ValueKind == JsonValueKind.Object) WriteMerged(json, member.Value, own);
            else own.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static JsonElement DocumentOf(Phrases phrases, string language)
    {
        var names = phrases.Names(language).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Path: name[Prefix.Length..], Text: Place().Replace(phrases.Say(language, name), "{{$1}}"))).ToList();
        return JsonText.Write(json => WriteGroup(json, names)).ToElement();
    }

    private static void WriteGroup(Utf8JsonWriter json, IReadOnlyList<(string Path, string Text)> entries)
    {
        json.WriteStartObject();
        foreach (var group in entries.GroupBy(entry => entry.Path.Split('.', 2)[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(group.Key);
            if (group.First().Path == group.Key) json.WriteStringValue(group.Single().Text);
            else WriteGroup(json, [.. group.Select(entry => (entry.Path.Split('.', 2)[1], entry.Text))]);
        }

        json.WriteEndObject();
    }

    /// <summary>A place to fill has one brace here and two in what pages of others read.</summary>
    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
