using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>Unkeyed BLAKE2b with a digest of 1 to 64 bytes (RFC 7693). The state is wiped when the digest has been written.</summary>
internal ref struct Blake2b
{
    public const int MostDigestBytes = 64;
    private const int BlockBytes = 128;
    private const int Rounds = 12;

    private readonly int digestBytes;
    private Words8 hash;
    private Block buffer;
    private int buffered;
    private ulong counter;

    public Blake2b(int digestBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digestBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digestBytes, MostDigestBytes);
        this.digestBytes = digestBytes;
        InitialValues.CopyTo(hash);

        // 2.5: parameter block with digest length, no key, fanout 1 and depth 1.
        hash[0] ^= 0x01010000UL ^ (ulong)digestBytes;
    }

    // 2.6: the initialization vector.
    private static ReadOnlySpan<ulong> InitialValues =>
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    // 2.7: the message schedule SIGMA; rounds 10 and 11 start it again.
    private static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        var blake = new Blake2b(digest.Length);
        blake.Append(message);
        blake.Finish(digest);
    }

    public void Append(scoped ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            // The last block is compressed by Finish, so a full buffer waits until more input comes.
            if (buffered == BlockBytes)
            {
                counter += BlockBytes;
                Compress(last: false);
                buffered = 0;
            }

            var taken = Math.Min(BlockBytes - buffered, message.Length);
            message[..taken].CopyTo(((Span<byte>)buffer)[buffered..]);
            buffered += taken;
            message = message[taken..];
        }
    }

    /// <summary>Appends the number as RFC 9106 writes lengths: 32 bits, least significant byte first.</summary>
    public void AppendInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Append(bytes);
    }

    public void Finish(scoped Span<byte> digest)
    {
        counter += (ulong)buffered;
        ((Span<byte>)buffer)[buffered..].Clear();
        Compress(last: true);

        Span<byte> bytes = stackalloc byte[MostDigestBytes];
        for (var i = 0; i < 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], hash[i]);
        bytes[..digestBytes].CopyTo(digest);

        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(buffer);
        ((Span<ulong>)hash).Clear();
    }

    // 3.2: compression function F.
    private void Compress(bool last)
    {
        Span<ulong> m = stackalloc ulong[16];
        for (var i = 0; i < 16; i++)
            m[i] = BinaryPrimitives.ReadUInt64LittleEndian(((ReadOnlySpan<byte>)buffer)[(8 * i)..]);

        Span<ulong> v = stackalloc ulong[16];
        ((ReadOnlySpan<ulong>)hash).CopyTo(v);
        InitialValues.CopyTo(v[8..]);

        // The counter has 128 bits in the RFC; no message of ours reaches its upper half (v[13]).
        v[12] ^= counter;
        if (last)
            v[14] = ~v[14];

        for (var round = 0; round < Rounds; round++)
        {
            var s = Schedule.Slice(round % 10 * 16, 16);
            Mix(ref v[0], ref v[4], ref v[8], ref v[12], m[s[0]], m[s[1]]);
            Mix(ref v[1], ref v[5], ref v[9], ref v[13], m[s[2]], m[s[3]]);
            Mix(ref v[2], ref v[6], ref v[10], ref v[14], m[s[4]], m[s[5]]);
            Mix(ref v[3], ref v[7], ref v[11], ref v[15], m[s[6]], m[s[7]]);
            Mix(ref v[0], ref v[5], ref v[10], ref v[15], m[s[8]], m[s[9]]);
            Mix(ref v[1], ref v[6], ref v[11], ref v[12], m[s[10]], m[s[11]]);
            Mix(ref v[2], ref v[7], ref v[8], ref v[13], m[s[12]], m[s[13]]);
            Mix(ref v[3], ref v[4], ref v[9], ref v[14], m[s[14]], m[s[15]]);
        }

        for (var i = 0; i < 8; i++)
            hash[i] ^= v[i] ^ v[i + 8];
    }

    // 3.1: mixing function G.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a = a + b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a = a + b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    [InlineArray(8)]
    private struct Words8
    {
        private ulong word;
    }

    [InlineArray(BlockBytes)]
    private struct Block
    {
        private byte element;
    }
}
