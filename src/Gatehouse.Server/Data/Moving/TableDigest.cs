using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Data.Moving;

/// <summary>
/// What a table holds, in a few bytes and whatever the order of its rows, which the databases sort differently: how many rows, and the sum of
/// their SHA-256. Times count to the microsecond.
/// </summary>
internal sealed class TableDigest
{
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly ulong[] _sum = new ulong[SHA256.HashSizeInBytes / sizeof(ulong)];

    public long Rows { get; private set; }

    public string Sum => Convert.ToHexStringLower(_sum.SelectMany(BitConverter.GetBytes).ToArray());

    public void Add(MovedTable table, object?[] values)
    {
        _row.ResetWrittenCount();
        for (var i = 0; i < values.Length; i++) Append(table.Columns[i].Kind, values[i]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_row.WrittenSpan, hash);
        for (var i = 0; i < _sum.Length; i++) unchecked { _sum[i] += BinaryPrimitives.ReadUInt64LittleEndian(hash[(i * sizeof(ulong))..]); }
        Rows++;
    }

    public bool IsSame(TableDigest other) => Rows == other.Rows && Sum == other.Sum;

    /// <summary>Its length stands in front of a value, so that no two rows make the same bytes; the length of nothing is -1.</summary>
    private void Append(MovedKind kind, object? value)
    {
        switch (value)
        {
            case null: Number(-1); break;
            case string text:
                var length = Encoding.UTF8.GetByteCount(text);
                Number(length);
                _row.Advance(Encoding.UTF8.GetBytes(text, _row.GetSpan(length)));
                break;
            case byte[] bytes:
                Number(bytes.Length);
                _row.Write(bytes);
                break;
            default:
                Number(sizeof(long));
                Number(kind switch
                {
                    MovedKind.Long => (long)value,
                    MovedKind.Int => (int)value,
                    MovedKind.Bool => (bool)value ? 1 : 0,
                    MovedKind.Time => ((DateTime)value).Ticks / TimeSpan.TicksPerMicrosecond,
                    MovedKind.Day => ((DateOnly)value).DayNumber,
                    MovedKind.Double => BitConverter.DoubleToInt64Bits((double)value),
                    _ => throw new NotSupportedException($"A {kind} is no number"),
                });
                break;
        }
    }

    private void Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_row.GetSpan(sizeof(long)), value);
        _row.Advance(sizeof(long));
    }
}
