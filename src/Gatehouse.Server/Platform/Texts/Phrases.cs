using System.Collections.Frozen;
using System.Text.Json;

namespace Gatehouse.Server.Platform.Texts;

/// <summary>
/// Every sentence that people read, by name and language. A language is one embedded file <c>NAME.LANGUAGE.json</c>; adding a file adds
/// the language. English is complete (a test holds each other language against it) and is what an unknown language gets.
/// </summary>
internal sealed class Phrases
{
    public const string FallbackLanguage = "en";

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _byLanguage;

    public Phrases()
    {
        var assembly = typeof(Phrases).Assembly;
        _byLanguage = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("texts/", StringComparison.Ordinal))
            .GroupBy(name => name.Split('.')[^2], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize(stream, TextsJson.Default.DictionaryStringString)!;
            })
            .ToFrozenDictionary(
                language => language.Key,
                language => language.SelectMany(file => file).ToFrozenDictionary(StringComparer.Ordinal),
                StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<string> Languages => _byLanguage.Keys;

    public IEnumerable<string> Names(string language) => _byLanguage[language].Keys;

    /// <summary>The best language for an <c>Accept-Language</c> header (RFC 9110 section 12.5.4): the highest weight that we have, else English.</summary>
    public string Negotiate(string? acceptLanguage)
    {
        foreach (var range in AcceptLanguage.Read(acceptLanguage))
        {
            var language = range.Split('-', 2)[0];
            if (_byLanguage.ContainsKey(language)) return language.ToLowerInvariant();
        }

        return FallbackLanguage;
    }

    /// <summary>What a language does to a sentence once its places are filled.</summary>
    public static string Settle(string language, string sentence) =>
        language.StartsWith("ko", StringComparison.OrdinalIgnoreCase) ? KoreanParticles.Settle(sentence) : sentence;

    /// <summary>The sentence of that name with its <c>{places}</c> filled; the name itself when nobody wrote the sentence (a test forbids that).</summary>
    public string Say(string language, string name, IReadOnlyDictionary<string, string>? values = null)
    {
        if (!_byLanguage.TryGetValue(language, out var texts) || !texts.TryGetValue(name, out var sentence))
            sentence = _byLanguage[FallbackLanguage].GetValueOrDefault(name, name);
        if (values is null) return sentence;
        foreach (var (place, value) in values)
            sentence = sentence.Replace('{' + place + '}', value, StringComparison.Ordinal);
        return Settle(language, sentence);
    }
}
