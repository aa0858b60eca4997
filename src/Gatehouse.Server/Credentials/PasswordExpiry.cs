using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Credentials;

/// <summary>When a password is too old to sign in with (contract/experience-api.md 12.4).</summary>
internal static class PasswordExpiry
{
    /// <summary>
    /// By age, counted from the last change, else from when the policy was switched on, else from the user's creation; or because an
    /// administrator said so. Never while the policy is off.
    /// </summary>
    public static bool IsExpired(User user, PasswordExpiration policy, DateTime now)
    {
        if (!policy.IsInForce) return false;
        if (user.IsPasswordExpired) return true;
        var since = user.PasswordUpdatedAt
            ?? (policy.EnabledAt is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime : user.CreatedAt);
        return (now - since).TotalDays >= policy.ValidPeriodDays;
    }
}
