using Gatehouse.Server.Credentials;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Tests.Credentials;

/// <summary>contract/experience-api.md 12.1: what a policy has against a password.</summary>
public sealed class PasswordRulesTests
{
    private static readonly PasswordOwner Owner = new("Grace Hopper", "admiral", "amazing@navy.test", "821012345678");

    [Theory]
    [InlineData("abc", "too_short restricted.sequence")]
    [InlineData("short", "too_short")]
    [InlineData("aaaaaaaa", "restricted.repetition")]
    [InlineData("11112222", "restricted.repetition")]
    [InlineData("12345678", "restricted.sequence")]
    [InlineData("87654321", "restricted.sequence")]
    [InlineData("abcabcab", "restricted.sequence")]
    [InlineData("abcdefgh1", "restricted.sequence")]
    [InlineData("ABCDEFGH1", "restricted.sequence")]
    [InlineData("AbCdEfGh1", "")]
    [InlineData("qwertyuiop", "restricted.sequence")]
    [InlineData("poiuytrewq", "restricted.sequence")]
    [InlineData("1qaz2wsx", "restricted.sequence")]
    [InlineData("aaaa1234", "restricted.repetition restricted.sequence")]
    [InlineData("1234aaaa", "restricted.sequence restricted.repetition")]
    [InlineData("admiralxyz", "restricted.user_info restricted.sequence")]
    [InlineData("ADMIRAL12", "restricted.user_info")]
    [InlineData("GraceHopper", "restricted.user_info")]
    [InlineData("hoppergrace", "restricted.user_info")]
    [InlineData("amazing!!", "restricted.user_info")]
    [InlineData("821012345678", "restricted.user_info restricted.sequence")]
    [InlineData("admiral of the fleet", "")]
    [InlineData("password1", "pwned")]
    [InlineData("Password1", "pwned")]
    [InlineData("비밀번호비밀번호", "unsupported_characters")]
    [InlineData("tab\tin the middle", "unsupported_characters")]
    [InlineData("with blanks and ~!@#", "")]
    public void Under_the_default_policy(string password, string expected) =>
        Assert.Equal(expected, Said(PasswordRules.Check(password, new PasswordPolicy(null, null, null), Owner)));

    [Fact]
    public void A_long_password_of_one_character_has_two_faults() =>
        Assert.Equal("too_long restricted.repetition", Said(PasswordRules.Check(new string('a', 300), new PasswordPolicy(null, null, null), null)));

    [Fact]
    public void An_enormous_password_is_too_long_and_costs_nothing() =>
        Assert.Equal("too_long", Said(PasswordRules.Check(new string('a', 1_000_000), new PasswordPolicy(null, null, null), Owner)));

    [Theory]
    [InlineData("onlysmallletters", "character_types")]
    [InlineData("Capital and blank", "")]
    [InlineData("Capital7", "")]
    public void Kinds_of_characters_are_counted(string password, string expected) =>
        Assert.Equal(expected, Said(PasswordRules.Check(password, new PasswordPolicy(null, new PasswordCharacterTypes(3), null), null)));

    [Fact]
    public void What_the_policy_does_not_reject_passes()
    {
        var lenient = new PasswordPolicy(new PasswordLength(1), null, new PasswordRejects(false, false, false, []));
        foreach (var password in (string[])["abc", "aaaaaaaa", "password1", "admiralxyz"])
            Assert.Empty(PasswordRules.Check(password, lenient, Owner));
    }

    [Fact]
    public void Words_of_the_tenant_are_found_in_any_case() =>
        Assert.Equal("restricted.words", Said(PasswordRules.Check("AcmeAcmeACME", new PasswordPolicy(null, null, new PasswordRejects(Words: ["acme"])), null)));

    [Fact]
    public void An_issue_says_the_bound_that_was_missed()
    {
        var policy = new PasswordPolicy(new PasswordLength(5, 6), new PasswordCharacterTypes(2), null);
        Assert.Equal(("min", 5), PasswordRules.Check("x9", policy, null).Single().Bound);
        Assert.Equal(("max", 6), PasswordRules.Check("x9k3m2p8", policy, null).Single().Bound);
        Assert.Equal(("min", 2), PasswordRules.Check("xkrmp", policy, null).Single().Bound);
    }

    private static string Said(IReadOnlyList<PasswordIssue> issues) => string.Join(' ', issues.Select(issue => issue.Code["password_rejected.".Length..]));
}
