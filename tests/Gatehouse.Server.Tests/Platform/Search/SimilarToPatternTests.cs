using Gatehouse.Server.Platform.Search;

namespace Gatehouse.Server.Tests.Platform.Search;

/// <summary>Each row was run on PostgreSQL 15 with the same result, apart from those that say otherwise.</summary>
public sealed class SimilarToPatternTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "xabc", false)]
    [InlineData("abc", "abcx", false)]
    [InlineData("abc", "ABC", false)]
    [InlineData("%b%", "abc", true)]
    [InlineData("a_c", "abc", true)]
    [InlineData("a_c", "a\nc", true)]
    [InlineData("a_c", "a😀c", true)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|bc", "ac", false)]
    [InlineData("(a|b)c", "bc", true)]
    [InlineData("(ab)+", "abab", true)]
    [InlineData("ab?", "a", true)]
    [InlineData("ab*", "abb", true)]
    [InlineData("a{2,3}", "aaa", true)]
    [InlineData("a{2}", "aaa", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a.c", "a.c", true)]
    [InlineData("^a$", "a", false)]
    [InlineData("^a$", "^a$", true)]
    [InlineData("[ab%]+", "a%b", true)]
    [InlineData("[^a]", "b", true)]
    [InlineData("[[:digit:]]+", "123", true)]
    [InlineData("[a-c]", "d", false)]
    [InlineData("[]_]", "_", true)]
    [InlineData("[]_]", "a", false)]
    [InlineData("[[:digit:]_]+%", "1_x", true)]
    [InlineData(@"[\]_]+", "]_", true)]
    [InlineData(@"\%", "%", true)]
    [InlineData(@"\%", "x", false)]
    [InlineData(@"\(\)", "()", true)]
    [InlineData(@"\d+", "12", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void Matches_as_PostgreSQL_does(string pattern, string text, bool expected)
    {
        Assert.True(SimilarToPattern.TryCompile(pattern, out var regex));
        Assert.Equal(expected, regex.IsMatch(text));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a{2,1}")]
    [InlineData("(?i)a")]
    [InlineData("(?:a)")]
    [InlineData(@"\q")]
    [InlineData("%*")]
    public void What_PostgreSQL_refuses_is_refused(string pattern) => Assert.False(SimilarToPattern.TryCompile(pattern, out _));

    /// <summary>PostgreSQL drops the one and gives the other a meaning for SUBSTRING.</summary>
    [Theory]
    [InlineData(@"a\")]
    [InlineData("a\\\"b\\\"c")]
    public void Escapes_of_nothing_are_refused(string pattern) => Assert.False(SimilarToPattern.TryCompile(pattern, out _));
}
