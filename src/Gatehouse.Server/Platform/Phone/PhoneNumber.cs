using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Server.Platform.Phone;

/// <summary>
/// An international number as digits without a plus. It must be parseable, a calling code and two more digits, not one that is in use:
/// only a message sent to it can tell that.
/// </summary>
internal static class PhoneNumber
{
    private const int ShortestNational = 2;
    private const int Longest = 15; // E.164 section 6
    private const int LongestTrunkPrefix = 2;

    /// <summary>
    /// The form that is stored: calling code and national number, without the trunk prefix that people leave between the two. Normalising
    /// it again changes nothing.
    /// </summary>
    public static bool TryNormalize(string digits, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        if (digits.Length > Longest + LongestTrunkPrefix || !digits.All(char.IsAsciiDigit)) return false;
        if (CallingCode.Of(digits) is not { } code) return false;

        var national = digits.AsSpan(code.Length);
        while (CallingCode.TrunkPrefix(code, national.Length) is { Length: > 0 } trunk
            && national.StartsWith(trunk) && national.Length >= trunk.Length + ShortestNational)
        {
            national = national[trunk.Length..];
        }
        if (national.Length < ShortestNational || code.Length + national.Length > Longest) return false;
        normalized = $"{code}{national}";
        return true;
    }

    /// <summary>
    /// The normalised form and, where there is a trunk prefix, the form that has kept it: rows that came from elsewhere may hold either,
    /// and both are the same telephone.
    /// </summary>
    public static IReadOnlyList<string> Variants(string normalized)
    {
        if (CallingCode.Of(normalized) is not { } code) return [normalized];
        var national = normalized[code.Length..];
        var trunk = CallingCode.TrunkPrefix(code, national.Length + 1);
        return trunk.Length > 0 ? [normalized, code + trunk + national] : [normalized];
    }
}
