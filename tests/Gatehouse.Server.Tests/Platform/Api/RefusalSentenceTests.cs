using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Tests.Platform.Api;

public sealed partial class RefusalSentenceTests
{
    private static readonly Phrases Phrases = new();

    [Fact]
    public void Every_code_that_the_source_refuses_with_has_a_sentence()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx"))) folder = folder.Parent!;
        var codes = Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", "Gatehouse.Server"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => RefusalCode().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(codes.Count > 30, "The pattern finds no codes any more.");
        Assert.Empty(codes.Except(Phrases.Names("en")));
    }

    [Fact]
    public void Every_language_has_the_same_sentences_with_the_same_places()
    {
        Assert.Equal(["en", "ko"], Phrases.Languages.Order(StringComparer.Ordinal));
        Assert.Equal(Phrases.Names("en").Order(StringComparer.Ordinal), Phrases.Names("ko").Order(StringComparer.Ordinal));
        Assert.All(Phrases.Names("en"), name => Assert.Equal(Places("en", name), Places("ko", name)));
        // Abbreviations that Korean writes in the same letters.
        string[] same = ["console.column.id", "console.resources.what"];
        Assert.All(Phrases.Names("ko").Except(same), name => Assert.NotEqual(Phrases.Say("en", name), Phrases.Say("ko", name)));
    }

    private static IEnumerable<string> Places(string language, string name) => Place().Matches(Phrases.Say(language, name)).Select(match => match.Value).Order(StringComparer.Ordinal);

    /// <summary>A refusal is made with its code; a mapping names the code of its violation; a target-typed one begins like either.</summary>
    [GeneratedRegex("""(?:\bnew Refusal|\bRefusal \w+ \{ get; \} = new|\bRefused|\.IsUniqueOr|\.OrTaken)\(\s*"([a-z_]+\.[a-z_.]+)["]""")]
    private static partial Regex RefusalCode();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
