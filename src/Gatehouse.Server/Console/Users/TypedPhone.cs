namespace Gatehouse.Server.Console.Users;

/// <summary>A phone number as people type it, in the API's form: digits with the calling code first (contract/management-api.md 1.5).</summary>
internal static class TypedPhone
{
    private const string Ornaments = "+ -().";

    /// <summary>What has anything else in it stays as it is: the API says what is wrong with it.</summary>
    public static string Digits(string text) =>
        text.All(letter => char.IsAsciiDigit(letter) || Ornaments.Contains(letter, StringComparison.Ordinal)) ? string.Concat(text.Where(char.IsAsciiDigit)) : text.Trim();
}
