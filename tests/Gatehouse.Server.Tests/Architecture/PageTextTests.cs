using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Tests.Architecture;

/// <summary>Every sentence of the pages is a named resource, in English and Korean.</summary>
public sealed partial class PageTextTests
{
    private static readonly string[] ProperNames = ["Cloudflare Turnstile", "Google reCAPTCHA Enterprise", "CloudEvents 1.0"];

    private static IEnumerable<SourceFile> Sources => SourceTree.Server.Where(file => file.Area is "Components" or "SignIn" or "Oidc");

    [Fact]
    public void Every_sentence_that_a_page_says_exists_in_both_languages()
    {
        var phrases = new Phrases();
        // What a name is put together from is listed here.
        var said = Sources.SelectMany(file => Said().Matches(file.Text).Select(match => match.Groups[1].Value)).Where(name => !name.EndsWith('.'))
            .Concat(Sources.SelectMany(file => Message().Matches(file.Text).SelectMany(match => (string[])["error." + match.Groups[1].Value, $"error.{match.Groups[1].Value}_description"])))
            .Concat(["description.email", "description.username", "user_scopes.profile", "user_scopes.email", "user_scopes.phone", "user_scopes.address", "user_scopes.custom_data", "user_scopes.identities", "user_scopes.roles"])
            .Distinct().ToList();
        Assert.True(said.Count > 60, "Sentences are found by their names");
        foreach (var language in phrases.Languages)
            Assert.DoesNotContain(said, name => !phrases.Names(language).Contains("experience." + name));
    }

    [Fact]
    public void Every_sentence_of_the_account_centre_exists_in_both_languages()
    {
        var phrases = new Phrases();
        var said = SourceTree.Server.Where(file => file.Area == "AccountCenter").SelectMany(file => Said().Matches(file.Text).Select(match => match.Groups[1].Value)
                .Concat(Told().Matches(file.Text).Select(match => "done." + match.Groups[1].Value)))
            .Where(name => !name.EndsWith('.')).Distinct().ToList();
        Assert.True(said.Count > 60, "Sentences are found by their names");
        foreach (var language in phrases.Languages)
        {
            var known = phrases.Names(language).ToHashSet();
            Assert.DoesNotContain(said, name => !known.Contains("account." + name) && !known.Contains("experience." + name));
        }
    }

    [Fact]
    public void No_view_has_a_sentence_of_its_own()
    {
        var views = SourceTree.Server.Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(views);
        foreach (var view in views)
        {
            var markup = view.Text.Split("@code {")[0];
            var own = Literal().Matches(Comment().Replace(markup, "")).Select(match => match.Groups[1].Value.Trim());
            Assert.Empty(own.Where(text => !Symbol().IsMatch(text) && !ProperNames.Contains(text)).Select(text => $"{view.Path}: {text}"));
        }
    }

    [GeneratedRegex("Say\\((?:[^\"()]*\\? )?\"([a-z_.A-Z]+)\"(?: : \"[a-z_.]+\")?")]
    private static partial Regex Said();

    [GeneratedRegex("Done\\([A-Za-z.]+, \"([a-z_]+)\"")]
    private static partial Regex Told();

    [GeneratedRegex("PageMessage\\.Of\\([^,]+, \"([a-z_]+)\"\\)")]
    private static partial Regex Message();

    [GeneratedRegex(">([^<>@{}()]*[A-Za-z가-힣]{2,}[^<>@{}()]*)</")]
    private static partial Regex Literal();

    /// <summary>Of settings, formats and algorithms, which have one name in all languages.</summary>
    [GeneratedRegex(@"\A[A-Z0-9_ ·]+\z")]
    private static partial Regex Symbol();

    [GeneratedRegex("@\\*.*?\\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
