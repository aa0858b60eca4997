using Gatehouse.Server.Interactions;

namespace Gatehouse.Server.SignIn;

/// <summary>What somebody typed into the one field for the identifier: which kind it is, and how that kind is written.</summary>
internal static class TypedIdentifier
{
    private const string PhoneMarks = " -.()/";

    /// <summary>Where the language says the country, people write their numbers without it.</summary>
    private static readonly Dictionary<string, string> CallingCodes = new() { ["ko"] = "82", ["ja"] = "81" };

    /// <param name="kinds">Those that count, in their order: <c>username</c>, <c>email</c>, <c>phone</c>; at least one.</param>
    /// <param name="language">The reader's.</param>
    /// <returns>Null when nothing was typed.</returns>
    public static SignInIdentifier? Read(string typed, IReadOnlyList<string> kinds, string language)
    {
        var text = typed.Trim();
        if (text.Length == 0) return null;
        var kind = KindOf(text, kinds);
        return new SignInIdentifier(kind, kind == "phone" ? PhoneOf(text, language) : text);
    }

    private static string KindOf(string text, IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 1) return kinds[0];
        if (text.Contains('@', StringComparison.Ordinal) && kinds.Contains("email")) return "email";
        if (kinds.Contains("phone") && text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiDigit(c) || c == '+' || PhoneMarks.Contains(c, StringComparison.Ordinal))) return "phone";
        return kinds.Contains("username") ? "username" : kinds[0];
    }

    private static string PhoneOf(string text, string language)
    {
        var plain = string.Concat(text.Where(c => !PhoneMarks.Contains(c, StringComparison.Ordinal)));
        if (plain.StartsWith('+')) return plain[1..];
        if (plain.StartsWith("00", StringComparison.Ordinal)) return plain[2..];
        return plain.StartsWith('0') && CallingCodes.GetValueOrDefault(language.Split('-', 2)[0]) is { } code ? code + plain : plain;
    }
}
