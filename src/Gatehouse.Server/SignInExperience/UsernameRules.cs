using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What a tenant's policy has against a username that a user chooses (contract/experience-api.md 12.2). Administrators are not asked.</summary>
internal static class UsernameRules
{
    /// <summary>The first thing that is wrong; null when the name may be used.</summary>
    public static Refusal? Refuse(string username, UsernamePolicy policy)
    {
        if (username.Length == 0) return Refused("required");
        if (char.IsAsciiDigit(username[0])) return Refused("starts_with_number");
        if (!username.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')) return Refused("invalid_charset_hard");
        if (username.Length < policy.MinLength) return Refused("too_short").With("min", Say(policy.MinLength));
        if (username.Length > policy.MaxLength) return Refused("too_long").With("max", Say(policy.MaxLength));
        var allowed = policy.AllowedChars;
        if (!allowed.Uppercase && username.Any(char.IsAsciiLetterUpper)) return Refused("uppercase_not_allowed");
        if (!allowed.Lowercase && username.Any(char.IsAsciiLetterLower)) return Refused("lowercase_not_allowed");
        if (!allowed.Numbers && username.Any(char.IsAsciiDigit)) return Refused("numbers_not_allowed");
        return !allowed.Underscore && username.Contains('_', StringComparison.Ordinal) ? Refused("underscore_not_allowed") : null;
    }

    private static Refusal Refused(string why) => new("user.username_" + why, 422);

    private static string Say(int bound) => bound.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
