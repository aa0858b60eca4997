namespace Gatehouse.Passwords;

/// <summary>
/// Blowfish with the expensive key schedule of Provos and Mazières, "A Future-Adaptable Password Scheme" (USENIX 1999), section 4.
/// </summary>
internal sealed unsafe class Blowfish : IDisposable
{
    private const int Rounds = 16;
    private const int KeyWords = Rounds + 2;
    private const int BoxWords = 256;

    // P-array, then the four S-boxes; pinned, so that they are one pointer away and leave no copies.
    private readonly uint[] words = GC.AllocateUninitializedArray<uint>(KeyWords + (4 * BoxWords), pinned: true);
    private readonly uint* state;

    private Blowfish()
    {
        PiFraction.Words.CopyTo(words);
        fixed (uint* start = words)
            state = start;
    }

    /// <summary>EksBlowfishSetup: 2^<paramref name="cost"/> rounds of key schedule.</summary>
    /// <param name="cost">Logarithm of the number of rounds.</param>
    /// <param name="salt">16 bytes, as four words.</param>
    /// <param name="key">The key repeated up to 18 words.</param>
    public static Blowfish SetUp(int cost, ReadOnlySpan<uint> salt, ReadOnlySpan<uint> key)
    {
        Span<uint> repeatedSalt = stackalloc uint[KeyWords];
        for (var i = 0; i < KeyWords; i++)
            repeatedSalt[i] = salt[i % 4];

        var blowfish = new Blowfish();
        blowfish.ExpandKey(salt, key);
        for (var round = 0UL; round < 1UL << cost; round++)
        {
            blowfish.ExpandKey([0, 0, 0, 0], key);
            blowfish.ExpandKey([0, 0, 0, 0], repeatedSalt);
        }

        return blowfish;
    }

    /// <summary>Enciphers one block of 64 bits in place.</summary>
    public void Encipher(ref uint left, ref uint right)
    {
        var p = state;
        var s0 = state + KeyWords;
        var s1 = s0 + BoxWords;
        var s2 = s1 + BoxWords;
        var s3 = s2 + BoxWords;
        var l = left ^ p[0];
        var r = right;
        for (var i = 1; i < Rounds; i += 2)
        {
            r ^= (((s0[l >> 24] + s1[(byte)(l >> 16)]) ^ s2[(byte)(l >> 8)]) + s3[(byte)l]) ^ p[i];
            l ^= (((s0[r >> 24] + s1[(byte)(r >> 16)]) ^ s2[(byte)(r >> 8)]) + s3[(byte)r]) ^ p[i + 1];
        }

        left = r ^ p[Rounds + 1];
        right = l;
    }

    public void Dispose() => words.AsSpan().Clear();

    // ExpandKey: the key into the P-array, then the whole state replaced by the cipher's output, salted with half a salt a block.
    private void ExpandKey(ReadOnlySpan<uint> salt, ReadOnlySpan<uint> key)
    {
        for (var i = 0; i < KeyWords; i++)
            state[i] ^= key[i];

        var left = 0u;
        var right = 0u;
        for (var i = 0; i < words.Length; i += 2)
        {
            left ^= salt[i & 2];
            right ^= salt[(i & 2) + 1];
            Encipher(ref left, ref right);
            state[i] = left;
            state[i + 1] = right;
        }
    }
}
