using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Which addresses may be brought into a tenant by users themselves (contract/experience-api.md 6). Administrators are not asked.</summary>
internal static class EmailBlocklist
{
    private const string Prefix = "session.email_blocklist.";

    /// <summary>Null when the address may be used.</summary>
    public static Refusal? Refuse(string email, EmailBlocklistPolicy policy)
    {
        var at = email.LastIndexOf('@');
        if (at < 0 || at == email.Length - 1) return new Refusal(Prefix + "invalid_email");
        if (policy.BlockSubaddressing == true && email.AsSpan(0, at).Contains('+')) return new Refusal(Prefix + "email_subaddressing_not_allowed", 422);
        var isBlocked = policy.CustomAllowlist is { Count: > 0 } allowed && !Names(allowed, email, at) || Names(policy.CustomBlocklist ?? [], email, at);
        return isBlocked ? new Refusal(Prefix + "email_not_allowed", 422) : null;
    }

    /// <summary>An entry that begins with an @ is a domain; case does not count, and <c>*</c> stands for any characters.</summary>
    private static bool Names(IReadOnlyList<string> entries, string email, int at) =>
        entries.Any(entry => Matches(entry.Split('*'), entry.StartsWith('@') ? email.AsSpan(at) : email));

    /// <param name="parts">What stands between the asterisks, in order.</param>
    private static bool Matches(string[] parts, ReadOnlySpan<char> text)
    {
        if (parts.Length == 1) return text.Equals(parts[0], StringComparison.OrdinalIgnoreCase);
        if (!text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase)) return false;
        text = text[parts[0].Length..];
        foreach (var part in parts[1..^1])
        {
            var found = text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            if (found < 0) return false;
            text = text[(found + part.Length)..];
        }

        return text.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }
}
