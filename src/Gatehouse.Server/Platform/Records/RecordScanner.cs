namespace Gatehouse.Server.Platform.Records;

/// <summary>
/// Finds where a record of a file ends, piece by piece: at a line feed, which in CSV does not count inside quotes. Works on bytes, so that a
/// place in a file is a number that another process can go on from.
/// </summary>
internal sealed class RecordScanner(RecordFormat format)
{
    private State _state;

    private enum State
    {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>The text so far ends inside quotes.</summary>
    public bool IsInQuotes => _state == State.Quoted;

    /// <summary>The number of bytes up to and with the line feed that ends the record; -1 when it goes on behind these.</summary>
    public int FindEnd(ReadOnlySpan<byte> next)
    {
        if (format == RecordFormat.Ndjson) return next.IndexOf((byte)'\n') + 1 is var end and > 0 ? end : -1;
        for (var i = 0; i < next.Length; i++)
        {
            var unit = next[i];
            if (unit == (byte)'\n' && _state != State.Quoted)
            {
                _state = State.CellStart;
                return i + 1;
            }

            _state = Step(_state, unit);
        }

        return -1;
    }

    /// <summary>Forgets what it saw: the next byte begins a record.</summary>
    public void Restart() => _state = State.CellStart;

    /// <summary>A quote opens a cell at its beginning only; anywhere else it is a character like others.</summary>
    private static State Step(State state, byte unit) => (state, unit) switch
    {
        (State.CellStart, (byte)'"') => State.Quoted,
        (State.Quoted, (byte)'"') => State.QuoteInQuoted,
        (State.Quoted, _) => State.Quoted,
        (State.QuoteInQuoted, (byte)'"') => State.Quoted,
        (_, (byte)',') => State.CellStart,
        _ => State.Plain,
    };
}
