using System.Globalization;

namespace Gatehouse.Server.Platform.Paging;

/// <summary>The part of a list that a request asks for by <c>page</c> and <c>page_size</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">From 1 to 100.</param>
/// <param name="IsRequested">False when neither parameter was given: where paging is optional the whole list is meant.</param>
internal sealed record Page(int Number, int Size, bool IsRequested)
{
    private const int DefaultSize = 20;
    private const int LargestSize = 100;

    public long Offset => (long)(Number - 1) * Size;

    /// <summary>
    /// Null when a value is repeated, is anything but decimal digits, or out of range; <c>guard.invalid_pagination</c> on the wire.
    /// An empty value counts as absent.
    /// </summary>
    public static Page? Parse(IReadOnlyList<string?> pageValues, IReadOnlyList<string?> pageSizeValues)
    {
        if (!TryRead(pageValues, int.MaxValue, out var number) || !TryRead(pageSizeValues, LargestSize, out var size)) return null;
        return new Page(number ?? 1, size ?? DefaultSize, number is not null || size is not null);
    }

    private static bool TryRead(IReadOnlyList<string?> values, int largest, out int? number)
    {
        number = null;
        if (values.Count > 1) return false;
        if (values.Count == 0 || string.IsNullOrEmpty(values[0])) return true;
        // The number parser would let NULs pass behind the digits.
        if (!values[0]!.All(char.IsAsciiDigit)) return false;
        if (!int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        number = value;
        return value >= 1 && value <= largest;
    }
}
