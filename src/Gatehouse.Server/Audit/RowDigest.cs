using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Data;

namespace Gatehouse.Server.Audit;

/// <summary>
/// What a seal remembers of an entry: a byte that says whether it is of a webhook's delivery, whose log has a retention of its own, and the
/// first 15 bytes of a SHA-256 over every column.
/// </summary>
internal static class RowDigest
{
    public const int Size = 16;

    /// <summary>The first byte of an entry of a delivery.</summary>
    public const byte OfDelivery = 1;

    public static byte[] Of(AuditRow row) => Of(row, row.CreatedAt.Ticks);

    /// <summary>
    /// The digests that the seal of an unaltered entry may have. SQLite keeps tenths of a microsecond and PostgreSQL whole ones: an entry that was
    /// sealed on the one and moved to the other has lost its last digit.
    /// </summary>
    public static IEnumerable<byte[]> CandidatesOf(AuditRow row)
    {
        yield return Of(row);
        if (row.CreatedAt.Ticks % TimeSpan.TicksPerMicrosecond != 0) yield break;
        for (var tenths = 1; tenths < TimeSpan.TicksPerMicrosecond; tenths++) yield return Of(row, row.CreatedAt.Ticks + tenths);
    }

    private static byte[] Of(AuditRow row, long createdAt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string?[])[row.TenantId, row.Id, row.Key, row.Payload.Text, row.UserId, row.ApplicationId, row.HookId, row.Succeeded?.ToString()]) Append(hash, text);
        Span<byte> ticks = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(ticks, createdAt);
        hash.AppendData(ticks);
        return [row.HookId is null ? (byte)0 : OfDelivery, .. hash.GetHashAndReset().AsSpan(0, Size - 1)];
    }

    /// <summary>Of a seal: nothing of it can change without this changing.</summary>
    /// <param name="previous">Of the seal before; empty for the first.</param>
    public static string OfSeal(string previous, string tenantId, long number, string lastId, int count, string rowsDigest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string[])[previous, tenantId, lastId, rowsDigest]) Append(hash, text);
        Span<byte> numbers = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(numbers, number);
        BinaryPrimitives.WriteInt32BigEndian(numbers[8..], count);
        hash.AppendData(numbers);
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    public static string OfRows(ReadOnlySpan<byte> rows) => Base64Url.EncodeToString(SHA256.HashData(rows));

    /// <summary>With its length in front, so that no two rows make one text; the length of nothing is -1.</summary>
    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
