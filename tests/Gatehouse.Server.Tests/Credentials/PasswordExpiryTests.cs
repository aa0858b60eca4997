using Gatehouse.Server.Credentials;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Credentials;

/// <summary>contract/experience-api.md 12.4.</summary>
public sealed class PasswordExpiryTests
{
    private static readonly DateTime Created = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData(30, null, null, 30, true)]
    [InlineData(30, null, null, 29.99, false)]
    [InlineData(30, 10.0, null, 39.99, false)]
    [InlineData(30, 10.0, null, 40, true)]
    [InlineData(30, null, 20.0, 49.99, false)]
    [InlineData(30, null, 20.0, 50, true)]
    [InlineData(30, 10.0, 20.0, 40, true)]
    [InlineData(int.MaxValue, null, null, 100_000, false)]
    [InlineData(0, null, null, 100, false)]
    [InlineData(-1, null, null, 100, false)]
    [InlineData(null, null, null, 100, false)]
    public void Age_counts_from_the_change_else_from_the_policy_else_from_creation(int? period, double? changed, double? enabled, double now, bool isExpired)
    {
        var user = User.Create("default", "u", 1, Created);
        if (changed is { } days) user.SetPassword("Argon2id", "digest", Created.AddDays(days));
        long? enabledAt = enabled is { } start ? Milliseconds(Created.AddDays(start)) : null;
        Assert.Equal(isExpired, PasswordExpiry.IsExpired(user, new PasswordExpiration(true, period, enabledAt), Created.AddDays(now)));
        Assert.False(PasswordExpiry.IsExpired(user, new PasswordExpiration(false, period, enabledAt), Created.AddDays(now)));
    }

    [Fact]
    public void An_administrator_can_end_it_at_once_where_the_policy_is_on()
    {
        var user = User.Create("default", "u", 1, Created);
        user.SetPassword("Argon2id", "digest", Created);
        user.SetPasswordExpired(true);
        Assert.True(PasswordExpiry.IsExpired(user, new PasswordExpiration(true, 1, null), Created));
        Assert.False(PasswordExpiry.IsExpired(user, new PasswordExpiration(false, 1, null), Created));
        user.SetPassword("Argon2id", "another", Created);
        Assert.False(PasswordExpiry.IsExpired(user, new PasswordExpiration(true, 1, null), Created));
    }
}
