using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Credentials;

/// <summary>What a tenant's policy has against a password (contract/experience-api.md 12.1). Everybody who lets users choose a password asks here.</summary>
internal static class PasswordRules
{
    /// <summary>Beyond it nobody guesses, and looking for phrases would cost more than the answer is worth.</summary>
    private const int LongestReadable = 4096;

    /// <param name="owner">Whose password it is to be; null when nobody knows, and then nothing of theirs is looked for.</param>
    /// <returns>Everything that is wrong with it; nothing when it may be used.</returns>
    public static IReadOnlyList<PasswordIssue> Check(string password, PasswordPolicy policy, PasswordOwner? owner)
    {
        var issues = new List<PasswordIssue>();
        if (password.Length < policy.LengthRule.Min) issues.Add(new("password_rejected.too_short", ("min", policy.LengthRule.Min)));
        else if (password.Length > policy.LengthRule.Max) issues.Add(new("password_rejected.too_long", ("max", policy.LengthRule.Max)));

        if (!password.All(char.IsAscii) || password.Any(char.IsControl)) issues.Add(new("password_rejected.unsupported_characters"));
        else if (CountTypes(password) < policy.CharacterTypesRule.Min) issues.Add(new("password_rejected.character_types", ("min", policy.CharacterTypesRule.Min)));

        var phrases = password.Length <= LongestReadable ? RestrictedPhrases.Find(password, policy.RejectsRule, owner) : [];
        // A common password that is nothing but a sequence is told as what it is.
        var isSequence = phrases.Any(phrase => phrase is RestrictedPhrases.Repetition or RestrictedPhrases.Sequence);
        if (policy.RejectsRule.Pwned && !isSequence && GuessedPasswords.Contains(password)) issues.Add(new("password_rejected.pwned"));
        issues.AddRange(phrases.Select(phrase => new PasswordIssue("password_rejected.restricted." + phrase)));
        return issues;
    }

    /// <summary>422 <c>password.rejected</c> with everything that is wrong; null when it may be used.</summary>
    public static Refusal? Refuse(string password, PasswordPolicy policy, PasswordOwner owner) =>
        Check(password, policy, owner) is { Count: > 0 } issues ? new Refusal("password.rejected", 422) { Data = PasswordIssue.Text(issues) } : null;

    private static int CountTypes(string password) =>
        (password.Any(char.IsAsciiLetterLower) ? 1 : 0) + (password.Any(char.IsAsciiLetterUpper) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 1 : 0);
}
