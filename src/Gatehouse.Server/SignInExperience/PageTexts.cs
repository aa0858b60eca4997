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
    private const string Prefix = "experience.";
    private readonly Phrases _phrases;
    private readonly JsonElement? _custom;

    /// <param name="custom">The tenant's sentences in this language; null for none.</param>
    public PageTexts(Phrases phrases, string language, JsonText? custom) => (_phrases, Language, _custom) = (phrases, language, custom?.ToElement());

    /// <summary>BCP 47.</summary>
    public string Language { get; }

    /// <param name="name">For example <c>action.sign_in</c>.</param>
    /// <param name="values">For the places of the sentence.</param>
    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values)
    {
        var sentence = Custom(name) ?? _phrases.Say(Language, Prefix + name);
        foreach (var (place, value) in values)
            sentence = sentence.Replace("{{" + place + "}}", value, StringComparison.Ordinal).Replace('{' + place + '}', value, StringComparison.Ordinal);
        return Phrases.Settle(Language, sentence);
    }

    /// <summary>The sentence for a code of the JSON APIs.</summary>
    public string SayCode(string code, IReadOnlyDictionary<string, string>? values) => _phrases.Say(Language, code, values);

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
