using System.Diagnostics;
using Gatehouse.Server.Platform.Search;

namespace Gatehouse.Server.Tests.Platform.Search;

/// <summary>The rows named after PostgreSQL were run on its version 15 with the same result.</summary>
public sealed class PosixPatternTests
{
    [Theory]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("c$", "abc", true)]
    [InlineData("c$", "abc\n", false)]
    [InlineData("^a.c$", "a\nc", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[a😀]+$", "a😀a", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^(ab|c)*$", "abcab", true)]
    [InlineData("^(?:ab){2}$", "abab", true)]
    [InlineData("^a{2,}$", "aaa", true)]
    [InlineData("^a{0}$", "", true)]
    [InlineData("a{", "a{", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("a]", "a]", true)]
    [InlineData("a}", "a}", true)]
    [InlineData("", "abc", true)]
    [InlineData("a||b", "", true)]
    [InlineData("()", "", true)]
    [InlineData("a+?b", "aab", true)]
    [InlineData("^[[:alpha:]]+$", "aßé", true)]
    [InlineData("^[[:alpha:]]+$", "a1", false)]
    [InlineData("^[[:digit:][:space:]x]+$", "1 x", true)]
    [InlineData("^[[:upper:]]$", "a", false)]
    [InlineData("^[[:punct:]]+$", "!$+<=>^`|~", true)]
    [InlineData("^[]a]+$", "a]", true)]
    [InlineData("^[^]a]+$", "b", true)]
    [InlineData("^[a-]+$", "a-", true)]
    [InlineData("^[-a]+$", "a-", true)]
    [InlineData("^[+--]+$", "+,-", true)]
    [InlineData("^[[.a.][=b=]]+$", "ab", true)]
    [InlineData("^[\\]\\\\]+$", "]\\", true)]
    [InlineData("^[\\d\\w]+$", "1_a", true)]
    [InlineData("^\\d\\s\\w$", "1 a", true)]
    [InlineData("^\\D\\S\\W$", "aa!", true)]
    [InlineData("^\\W$", "😀", true)]
    [InlineData("\\.", "a", false)]
    [InlineData("^\\x41\\u0042\\U00000043$", "ABC", true)]
    [InlineData("^\\B$", "\\", true)]
    [InlineData("\\yfoo\\y", "a foo b", true)]
    [InlineData("\\yfoo\\y", "afoo", false)]
    [InlineData("\\Afoo\\Z", "foo", true)]
    [InlineData("(?i)foo", "FOO", true)]
    [InlineData("(?:i)foo", "FOO", false)]
    public void Matches_as_PostgreSQL_does(string pattern, string text, bool expected)
    {
        Assert.True(PosixPattern.TryCompile(pattern, isCaseSensitive: true, out var regex));
        Assert.Equal(expected, regex.IsMatch(text));
    }

    [Theory]
    [InlineData("STRASSE", "strasse")]
    [InlineData("[[:upper:]]", "a")]
    [InlineData("[[:lower:]]", "A")]
    [InlineData("^[b-d]$", "C")]
    [InlineData("Ä", "ä")]
    public void Case_can_be_ignored(string pattern, string text)
    {
        Assert.True(PosixPattern.TryCompile(pattern, isCaseSensitive: false, out var regex));
        Assert.Matches(regex, text);
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("[^]")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a*{2}")]
    [InlineData("^*")]
    [InlineData("(*a)")]
    [InlineData("a|*b")]
    [InlineData("\\y+")]
    [InlineData("a{2,1}")]
    [InlineData("a{256}")]
    [InlineData("a{1")]
    [InlineData("a{1,x}")]
    [InlineData("{1}")]
    [InlineData("\\")]
    [InlineData("\\q")]
    [InlineData("\\u12")]
    [InlineData("\\xZ")]
    [InlineData("[z-a]")]
    [InlineData("[a-c-e]")]
    [InlineData("[[:nope:]]")]
    [InlineData("[[:alpha:")]
    [InlineData("[[:alpha:]-z]")]
    [InlineData("(?")]
    [InlineData("(?i")]
    public void What_PostgreSQL_refuses_is_refused(string pattern) =>
        Assert.False(PosixPattern.TryCompile(pattern, isCaseSensitive: true, out _));

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("a(?=b)")]
    [InlineData("(?<!a)b")]
    [InlineData("\\mfoo\\M")]
    [InlineData("(?x)a b")]
    [InlineData("***=a.b")]
    [InlineData("[^😀]")]
    public void What_we_leave_out_is_refused_too(string pattern) =>
        Assert.False(PosixPattern.TryCompile(pattern, isCaseSensitive: true, out _));

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(.*)*(.*)*(.*)*b$")]
    [InlineData("(x+x+)+y")]
    [InlineData("((((a{255}){255}){255}){255}){255}")]
    [InlineData("^(a?){255}a{255}$")]
    public void Hostile_patterns_end_soon(string pattern)
    {
        var watch = Stopwatch.StartNew();
        if (PosixPattern.TryCompile(pattern, isCaseSensitive: false, out var regex)) _ = regex.IsMatch(new string('a', 2000) + "!");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.False(PosixPattern.TryCompile(new string('(', 3000) + new string(')', 3000), isCaseSensitive: true, out _));
}
