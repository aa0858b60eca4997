using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// The sentences of the pages in one language: the tenant's own where it has written one (contract/management-misc.md 5), else the built-in
/// ones, in English where a language has none.
/// </summary>
internal sealed class PageTexts
{
    private readonly Phrases _phrases;
    private readonly string _prefix;
    private readonly JsonElement? _custom;

    /// <param name="custom">The tenant's sentences in this language; null for none.</param>
    /// <param name="prefix">What the names of the built-in sentences begin with.</param>
    public PageTexts(Phrases phrases, string language, JsonText? custom, string prefix = "experience.") =>
        (_phrases, Language, _custom, _prefix) = (phrases, language, custom?.ToElement(), prefix);

    /// <summary>BCP 47.</summary>
    public string Language { get; }

    /// <param name="name">For example <c>action.sign_in</c>.</param>
    /// <param name="values">For the places of the sentence.</param>
    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values)
    {
        var sentence = Custom(name) ?? _phrases.Say(Language, _prefix + name);
        foreach (var (place, value) in values)
        {
            var inside = Isolated(value);
            sentence = sentence.Replace("{{" + place + "}}", inside, StringComparison.Ordinal).Replace('{' + place + '}', inside, StringComparison.Ordinal);
        }

        return Phrases.Settle(Language, sentence);
    }

    /// <summary>The sentence for a code of the JSON APIs.</summary>
    public string SayCode(string code, IReadOnlyDictionary<string, string>? values) => _phrases.Say(Language, code, values);

    /// <summary>A name that is written from right to left must not turn the words around it (Unicode Standard Annex 9, isolates).</summary>
    private static string Isolated(string value) => value.Any(c => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFE'))
        ? $"\u2068{value}\u2069" : value;

    private string? Custom(string name)
    {
        if (_custom is not { } place) return null;
        foreach (var part in name.Split('.'))
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(part, out place)) return null;
        }

        return place.ValueKind == JsonValueKind.String ? place.GetString() : null;
    }
}
