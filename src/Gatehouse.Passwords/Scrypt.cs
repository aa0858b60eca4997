using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>The memory-hard function scrypt (RFC 7914).</summary>
internal static unsafe class Scrypt
{
    private const int SalsaWords = 16;

    /// <summary>Fills <paramref name="key"/> (section 6).</summary>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ScryptCost cost, Span<byte> key)
    {
        var blockWords = 2 * SalsaWords * cost.BlockSize;

        // 1: B = PBKDF2-HMAC-SHA256(P, S, 1, p * 128 * r).
        var blocks = new byte[4 * blockWords * cost.Parallelization];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, blocks, 1, HashAlgorithmName.SHA256);

        // 2: mix each block. The memory holds the table V of N blocks, the block X and the output Y of scryptBlockMix.
        using (var memory = ScratchMemory.Rent((nuint)(cost.N + 2) * (nuint)blockWords * sizeof(uint)))
        {
            var table = (uint*)memory.Start;
            var x = table + ((nuint)cost.N * (nuint)blockWords);
            for (var i = 0; i < blocks.Length; i += 4 * blockWords)
            {
                var block = blocks.AsSpan(i, 4 * blockWords);
                ReadDiagonals(block, x);
                Mix(x, x + blockWords, table, cost);
                WriteDiagonals(x, block);
            }
        }

        // 3: DK = PBKDF2-HMAC-SHA256(P, B, 1, dkLen).
        Rfc2898DeriveBytes.Pbkdf2(password, blocks, key, 1, HashAlgorithmName.SHA256);
        CryptographicOperations.ZeroMemory(blocks);
    }

    // Section 5: scryptROMix.
    private static void Mix(uint* x, uint* y, uint* table, ScryptCost cost)
    {
        var blockWords = 2 * SalsaWords * cost.BlockSize;
        var bytes = (uint)blockWords * sizeof(uint);
        for (var i = 0; i < cost.N; i++)
        {
            Buffer.MemoryCopy(x, table + ((nuint)i * (nuint)blockWords), bytes, bytes);
            MixBlock(x, y, cost.BlockSize);
            Buffer.MemoryCopy(y, x, bytes, bytes);
        }

        for (var i = 0; i < cost.N; i++)
        {
            // Integerify: the last 64 bytes as a little-endian number, modulo the power of two N; its lowest word does.
            var chosen = table + ((nuint)(x[blockWords - SalsaWords] & (uint)(cost.N - 1)) * (nuint)blockWords);
            for (var word = 0; word < blockWords; word++)
                x[word] ^= chosen[word];
            MixBlock(x, y, cost.BlockSize);
            Buffer.MemoryCopy(y, x, bytes, bytes);
        }
    }

    // Section 4: scryptBlockMix; even blocks go to the first half of the output, odd ones to the second.
    private static void MixBlock(uint* input, uint* output, int blockSize)
    {
        var salsa = new Salsa20Core(input + (((2 * blockSize) - 1) * SalsaWords));
        for (var i = 0; i < 2 * blockSize; i++)
        {
            salsa.Xor(input + (i * SalsaWords));
            salsa.Permute();
            salsa.Store(output + (((i / 2) + (i % 2 * blockSize)) * SalsaWords));
        }
    }

    /// <summary>Reads words in the order that <see cref="Salsa20Core"/> works in: each 64 bytes by diagonals.</summary>
    private static void ReadDiagonals(ReadOnlySpan<byte> bytes, uint* words)
    {
        for (var i = 0; i < bytes.Length / sizeof(uint); i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(sizeof(uint) * Salsa20Core.DiagonalIndex(i))..]);
    }

    private static void WriteDiagonals(uint* words, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length / sizeof(uint); i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(sizeof(uint) * Salsa20Core.DiagonalIndex(i))..], words[i]);
    }
}
