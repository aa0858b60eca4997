using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Credentials;

/// <summary>
/// Finds out whether a password is made of what is easy to guess: repetitions, sequences, the user's own data, words of the tenant
/// (contract/experience-api.md 12.1). A little of it is fine; what counts is how many characters all of it covers together.
/// </summary>
internal static class RestrictedPhrases
{
    public const string Repetition = "repetition";
    public const string Sequence = "sequence";
    private const string UserInfo = "user_info";
    private const string Words = "words";

    /// <summary>Shorter runs say nothing.</summary>
    private const int ShortestRun = 3;

    /// <summary>Characters that may stand outside of all phrases without making a password a good one.</summary>
    private const int Spare = 3;

    /// <summary>Digits, alphabet, rows and columns of the keyboard; each is meant forwards and backwards, in lower and in upper case.</summary>
    private static readonly string[] Sequences =
    [
        .. ((string[])
            [
                "0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
                "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol",
            ])
            .SelectMany(line => (string[])[line, new string([.. line.Reverse()])])
            .SelectMany(line => (string[])[line, line.ToUpperInvariant()]).Distinct(),
    ];

    /// <returns>The kinds of phrases that the password is made of, the one that comes first in it first; none when it is more than that.</returns>
    public static IReadOnlyList<string> Find(string password, PasswordRejects rejects, PasswordOwner? owner)
    {
        var covered = new bool[password.Length];
        var found = new List<(string Kind, int At)>();
        if (rejects.RepetitionAndSequence)
        {
            CoverRepetitions(password, Cover(Repetition));
            foreach (var line in Sequences) CoverSequence(password, line, Cover(Sequence));
        }

        if (rejects.UserInfo && owner is not null) CoverTexts(password, owner.Parts, Cover(UserInfo));
        CoverTexts(password, rejects.Words, Cover(Words));

        return covered.Count(isCovered => isCovered) > Math.Max(1, password.Length - Spare)
            ? [.. found.GroupBy(phrase => phrase.Kind, phrase => phrase.At).OrderBy(kind => kind.Min()).Select(kind => kind.Key)] : [];

        Action<int, int> Cover(string kind) => (start, length) =>
        {
            found.Add((kind, start));
            Array.Fill(covered, true, start, length);
        };
    }

    private static void CoverRepetitions(string password, Action<int, int> cover) =>
        CoverRuns(password, (before, after) => before == after, cover);

    private static void CoverSequence(string password, string line, Action<int, int> cover) =>
        CoverRuns(password, (before, after) => line.IndexOf(before) is var at and >= 0 && at + 1 < line.Length && line[at + 1] == after, cover);

    /// <summary>Every longest run in which each character follows from the one before.</summary>
    private static void CoverRuns(string password, Func<char, char, bool> follows, Action<int, int> cover)
    {
        var start = 0;
        for (var end = 1; end <= password.Length; end++)
        {
            if (end < password.Length && follows(password[end - 1], password[end])) continue;
            if (end - start >= ShortestRun) cover(start, end - start);
            start = end;
        }
    }

    private static void CoverTexts(string password, IEnumerable<string> texts, Action<int, int> cover)
    {
        foreach (var text in texts.Where(text => text.Length > 0))
        {
            for (var at = password.IndexOf(text, StringComparison.OrdinalIgnoreCase); at >= 0;
                at = at + 1 < password.Length ? password.IndexOf(text, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
                cover(at, text.Length);
        }
    }
}
