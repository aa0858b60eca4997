namespace Gatehouse.Server.Platform.Records;

/// <summary>Counts the records of a file while it passes by; lines without a character but blanks are none.</summary>
internal sealed class RecordCounter(RecordFormat format)
{
    private readonly RecordScanner _scanner = new(format);
    private long _ended;
    private bool _hasText;

    /// <summary>With the header row of a CSV file, and with a last record that no line feed ends.</summary>
    public long Count => _ended + (_hasText ? 1 : 0);

    public void Add(ReadOnlySpan<byte> next)
    {
        while (next.Length > 0)
        {
            var end = _scanner.FindEnd(next);
            _hasText |= HasText(end < 0 ? next : next[..end]);
            if (end < 0) return;
            if (_hasText) _ended++;
            _hasText = false;
            next = next[end..];
        }
    }

    public static bool HasText(ReadOnlySpan<byte> record) => record.ContainsAnyExcept(" \t\r\n"u8);
}
