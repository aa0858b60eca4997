using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Tests.Interactions;

/// <summary>contract/experience-api.md 12.2 and 6: names and addresses that users choose.</summary>
public sealed class UsernameRulesTests
{
    [Theory]
    [InlineData("", "required")]
    [InlineData("1ab", "starts_with_number")]
    [InlineData("a-b", "invalid_charset_hard")]
    [InlineData("김", "invalid_charset_hard")]
    [InlineData("ab", "too_short")]
    [InlineData("abcdefghi", "too_long")]
    [InlineData("ABC", "uppercase_not_allowed")]
    [InlineData("abc", "lowercase_not_allowed")]
    [InlineData("__1", "numbers_not_allowed")]
    [InlineData("___", "underscore_not_allowed")]
    public void The_first_thing_that_is_wrong_is_told(string username, string why)
    {
        var nothing = new UsernamePolicy(MinLength: 3, MaxLength: 8, AllowedChars: new UsernameCharacters(false, false, false, false));
        var refused = UsernameRules.Refuse(username, nothing);
        Assert.Equal(("user.username_" + why, 422, null), (refused!.Code, refused.Status, refused.Data?.Text));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("_")]
    [InlineData("Kim_7")]
    public void By_default_every_username_will_do(string username) => Assert.Null(UsernameRules.Refuse(username, new UsernamePolicy()));

    [Theory]
    [InlineData("kim@example.test", "@example.test", true)]
    [InlineData("kim@sub.example.test", "@example.test", false)]
    [InlineData("kim@sub.example.test", "@*.example.test", true)]
    [InlineData("KIM@Example.test", "kim@example.test", true)]
    [InlineData("kim@example.test", "*kim@example.test", true)]
    [InlineData("lee@example.test", "k*@example.test", false)]
    [InlineData("kim@exampleXtest", "@example.test", false)]
    [InlineData("kim@a.b.c.test", "@a.*.c.*st", true)]
    [InlineData("kim@a.test", "@a*a.test", false)]
    [InlineData("kim@a.test", "k*m@*", true)]
    [InlineData("kim@example.test", "ki?@example.test", false)]
    public void An_entry_names_an_address_or_a_domain(string email, string entry, bool isNamed)
    {
        Assert.Equal(isNamed, EmailBlocklist.Refuse(email, new EmailBlocklistPolicy(null, null, null, [entry])) is not null);
        Assert.Equal(isNamed, EmailBlocklist.Refuse(email, new EmailBlocklistPolicy(null, null, [entry], null)) is null);
    }

    [Theory]
    [InlineData("kim", "session.email_blocklist.invalid_email", 400)]
    [InlineData("kim@", "session.email_blocklist.invalid_email", 400)]
    [InlineData("kim+shop@example.test", "session.email_blocklist.email_subaddressing_not_allowed", 422)]
    public void The_shape_of_an_address_counts(string email, string code, int status)
    {
        var refused = EmailBlocklist.Refuse(email, new EmailBlocklistPolicy(null, true, null, null));
        Assert.Equal((code, status), (refused!.Code, refused.Status));
    }
}
