using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Server.Platform.Search;

namespace Gatehouse.Server.Tests.Platform.Search;

public sealed class LikePatternTests
{
    [Theory]
    [InlineData("foo", "foo", null, "foo")]
    [InlineData("", "", null)]
    [InlineData(@"100\%", "100%", null, "100%")]
    [InlineData(@"a\\b\_c", @"a\b_c", null, @"a\b_c")]
    [InlineData("%foo%", null, "foo", "foo")]
    [InlineData("%%foo%%", null, "foo", "foo")]
    [InlineData("%foo", null, null, "foo")]
    [InlineData("foo%", null, null, "foo")]
    [InlineData("%foo_", null, null, "foo")]
    [InlineData(@"%foo\%", null, null, "foo%")]
    [InlineData(@"\%foo%", null, null, "%foo")]
    [InlineData("a%bcd_ef", null, null, "a", "bcd", "ef")]
    [InlineData("%ab%cd%", null, null, "ab", "cd")]
    [InlineData("%_%", null, null)]
    [InlineData(@"%1\%2%", null, "1%2", "1%2")]
    [InlineData("ab%😀", null, null, "ab", "😀")]
    public void Literal_contained_text_and_runs(string pattern, string? literal, string? contained, params string[] runs)
    {
        Assert.True(LikePattern.TryParse(pattern, out var parsed));
        Assert.Equal((literal, contained), (parsed.Literal, parsed.Contained));
        Assert.Equal(runs, parsed.Runs);
    }

    [Theory]
    [InlineData(@"\")]
    [InlineData(@"a\")]
    [InlineData(@"%\\\")]
    public void A_lone_escape_at_the_end_is_no_pattern(string pattern) => Assert.False(LikePattern.TryParse(pattern, out _));

    [Theory]
    [InlineData("foo", "foo", true)]
    [InlineData("foo", "Foo", false)]
    [InlineData("foo", "foo\n", false)]
    [InlineData("f%", "foo", true)]
    [InlineData("%o", "foo\nfoo", true)]
    [InlineData("f_o", "f\no", true)]
    [InlineData("f_o", "f😀o", true)]
    [InlineData("f__o", "f😀o", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData(@"\%", "%", true)]
    [InlineData(@"\%", "x", false)]
    [InlineData("[a]^$", "[a]^$", true)]
    [InlineData("%", "", true)]
    [InlineData("_", "", false)]
    public void The_regex_matches_as_LIKE_does(string pattern, string text, bool expected)
    {
        Assert.True(LikePattern.TryParse(pattern, out var parsed));
        Assert.Equal(expected, parsed.ToRegex(isCaseSensitive: true).IsMatch(text));
    }

    [Fact]
    public void Case_is_ignored_beyond_ASCII()
    {
        Assert.True(LikePattern.TryParse("%ÄRGER%", out var parsed));
        Assert.Matches(parsed.ToRegex(isCaseSensitive: false), "kein ärger!");
    }

    [Fact]
    public void An_escaped_text_matches_itself_and_is_its_own_run() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        {
            var escaped = string.Concat(text.Get.Select(letter => letter is '%' or '_' or '\\' ? $@"\{letter}" : letter.ToString()));
            return LikePattern.TryParse(escaped, out var equality) && equality.Literal == text.Get
                && equality.ToRegex(true).IsMatch(text.Get)
                && LikePattern.TryParse($"%{escaped}%", out var part) && part.Literal is null && part.Contained == text.Get
                && part.ToRegex(true).IsMatch($"before {text.Get} behind");
        }).QuickCheckThrowOnFailure();
}
