using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>The memory-hard function Argon2 (RFC 9106), in its version 0x13 and the older 0x10.</summary>
public static class Argon2
{
    internal const int Version10 = 0x10;
    internal const int Version13 = 0x13;
    private const int ShortestTag = 4;

    /// <summary>Writes the tag for the given inputs (RFC 9106 section 3.2).</summary>
    /// <param name="variant">Type y.</param>
    /// <param name="password">Message string P, any bytes.</param>
    /// <param name="salt">Nonce S; 16 random bytes are recommended.</param>
    /// <param name="secret">Secret value K, empty for none.</param>
    /// <param name="associatedData">Associated data X, empty for none.</param>
    /// <param name="cost">Memory size, passes and lanes.</param>
    /// <param name="tag">Receives the tag; its length T, at least 4 bytes, changes every byte of it.</param>
    /// <param name="version">0x13 (RFC 9106) or 0x10 (digests made before 2016).</param>
    public static void Derive(
        Argon2Variant variant,
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> associatedData,
        Argon2Cost cost,
        Span<byte> tag,
        int version = Version13) =>
        Derive(BlockCompression.Fastest, variant, password, salt, secret, associatedData, cost, tag, version);

    internal static unsafe void Derive(
        CompressBlocks compress,
        Argon2Variant variant,
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> associatedData,
        Argon2Cost cost,
        Span<byte> tag,
        int version)
    {
        if (!Enum.IsDefined(variant))
            throw new ArgumentOutOfRangeException(nameof(variant), variant, null);
        if (version is not (Version10 or Version13))
            throw new ArgumentOutOfRangeException(nameof(version), version, null);
        ArgumentOutOfRangeException.ThrowIfLessThan(tag.Length, ShortestTag, nameof(tag));

        // Step 1: H_0, with room for the two numbers of step 3.
        Span<byte> seed = stackalloc byte[Blake2b.MostDigestBytes + 8];
        var blake = new Blake2b(Blake2b.MostDigestBytes);
        blake.AppendInt32(cost.Parallelism);
        blake.AppendInt32(tag.Length);
        blake.AppendInt32(cost.MemoryKiB);
        blake.AppendInt32(cost.Iterations);
        blake.AppendInt32(version);
        blake.AppendInt32((int)variant);
        blake.AppendInt32(password.Length);
        blake.Append(password);
        blake.AppendInt32(salt.Length);
        blake.Append(salt);
        blake.AppendInt32(secret.Length);
        blake.Append(secret);
        blake.AppendInt32(associatedData.Length);
        blake.Append(associatedData);
        blake.Finish(seed);

        // Step 2: allocate the memory as m' blocks of 1024 bytes.
        using var memory = ScratchMemory.Rent((nuint)Argon2Matrix.BlockCount(cost) * BlockCompression.BlockBytes);
        var matrix = new Argon2Matrix(compress, variant, version, cost, (ulong*)memory.Start);
        Span<byte> block = stackalloc byte[BlockCompression.BlockBytes];

        // Steps 3 and 4: the first two blocks of each lane.
        for (var lane = 0; lane < cost.Parallelism; lane++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(seed[(Blake2b.MostDigestBytes + 4)..], lane);
            for (var column = 0; column < 2; column++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed[Blake2b.MostDigestBytes..], column);
                VariableLengthHash.Hash(seed, block);
                ReadWords(block, matrix.Block(lane, column));
            }
        }

        // Steps 5 and 6.
        matrix.Fill();

        // Step 7: C is the XOR of the last column.
        var last = matrix.Block(0, matrix.LaneLength - 1);
        for (var lane = 1; lane < cost.Parallelism; lane++)
        {
            var other = matrix.Block(lane, matrix.LaneLength - 1);
            for (var i = 0; i < BlockCompression.BlockWords; i++)
                last[i] ^= other[i];
        }

        // Step 8: the tag is H'(C).
        WriteWords(last, block);
        VariableLengthHash.Hash(block, tag);
        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(seed);
    }

    private static unsafe void ReadWords(ReadOnlySpan<byte> bytes, ulong* words)
    {
        for (var i = 0; i < BlockCompression.BlockWords; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
    }

    private static unsafe void WriteWords(ulong* words, Span<byte> bytes)
    {
        for (var i = 0; i < BlockCompression.BlockWords; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], words[i]);
    }
}
