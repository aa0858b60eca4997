using Gatehouse.Server.Connectors;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Interactions;

/// <summary>contract/experience-api.md 6 and 9 step 6: what a user must have.</summary>
public sealed class RequiredProfileTests
{
    private static User Make(string has)
    {
        var user = User.Create("default", "u", 1, DateTime.UnixEpoch);
        if (has.Contains("username", StringComparison.Ordinal)) user.SetUsername("kim", isCaseSensitive: true);
        if (has.Contains("email", StringComparison.Ordinal)) user.SetEmail("kim@example.test");
        if (has.Contains("phone", StringComparison.Ordinal)) user.SetPhone("821012345678");
        if (has.Contains("password", StringComparison.Ordinal)) user.SetPassword("Argon2id", "digest", DateTime.UnixEpoch);
        if (has.Contains("social", StringComparison.Ordinal))
            user.Identities.Add(new UserIdentity { TenantId = "default", UserId = "u", Target = "google", IdentityId = "1" });
        return user;
    }

    private static PendingProfile Pending(string has) => new()
    {
        Username = has.Contains("username", StringComparison.Ordinal) ? "kim" : null,
        PrimaryEmail = has.Contains("email", StringComparison.Ordinal) ? "kim@example.test" : null,
        PrimaryPhone = has.Contains("phone", StringComparison.Ordinal) ? "821012345678" : null,
        PasswordDigest = has.Contains("password", StringComparison.Ordinal) ? "digest" : null,
        SocialIdentity = has.Contains("social", StringComparison.Ordinal)
            ? new PendingSocialIdentity("connector", "google", new SocialUserInfo("1", null, null, null, null, JsonText.EmptyObject)) : null,
    };

    [Theory]
    [InlineData("", "", false, "", "")]
    [InlineData("username", "", true, "", "username password")]
    [InlineData("username", "", true, "username password", "")]
    [InlineData("username", "", true, "email password", "username")]
    [InlineData("username", "", false, "", "username")]
    [InlineData("email", "", true, "username password", "email")]
    [InlineData("phone", "", false, "email", "phone")]
    [InlineData("email phone", "", false, "username", "emailOrPhone")]
    [InlineData("phone email", "", false, "phone", "")]
    [InlineData("phone email", "", false, "email", "")]
    [InlineData("username email", "", false, "username", "")]
    [InlineData("email phone username", "", true, "email phone password", "username")]
    [InlineData("username", "email", true, "", "username email password")]
    [InlineData("username", "phone email", true, "", "username email phone password")]
    [InlineData("username", "emailOrPhone", true, "", "username emailOrPhone password")]
    [InlineData("username", "emailOrPhone", true, "username phone password", "")]
    [InlineData("email", "username", true, "", "username email password")]
    [InlineData("email phone", "email", false, "phone", "email")]
    [InlineData("", "", true, "", "password")]
    [InlineData("", "", true, "social", "")]
    [InlineData("username", "", true, "social", "username")]
    [InlineData("", "", true, "sso", "")]
    public void Missing_parts_are_told_in_one_order(string identifiers, string secondary, bool password, string has, string missing)
    {
        var signUp = new SignUpSettings(Split(identifiers), password, [.. Split(secondary).Select(identifier => new SecondaryIdentifier(identifier))]);
        var hasSso = has.Contains("sso", StringComparison.Ordinal);
        Assert.Equal(Split(missing), RequiredProfile.MissingOf(signUp, Make(has), pending: null, hasSso));
        Assert.Equal(Split(missing), RequiredProfile.MissingOf(signUp, user: null, Pending(has), hasSso));
        Assert.Equal(Split(missing), RequiredProfile.MissingOf(signUp, Make(""), Pending(has), hasSso));
    }

    [Fact]
    public void Settings_that_say_nothing_ask_for_nothing() => Assert.Empty(RequiredProfile.Of(new SignUpSettings(null, false, null)));

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
