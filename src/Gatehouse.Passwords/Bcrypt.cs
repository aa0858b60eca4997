using System.Buffers.Binary;

namespace Gatehouse.Passwords;

/// <summary>The password hash bcrypt (Provos and Mazières, USENIX 1999, section 5).</summary>
internal static class Bcrypt
{
    public const int SaltBytes = 16;

    /// <summary>The cipher text has 24 bytes; the last one was dropped by the first implementation and is by all since.</summary>
    public const int HashBytes = 23;

    private const int KeyBytes = 72;
    private const int CipherTextWords = 6;

    private static ReadOnlySpan<byte> PlainText => "OrpheanBeholderScryDoubt"u8;

    /// <summary>
    /// Hashes a password. Its bytes after the 72nd do not count; a zero byte inside it is hashed like any other.
    /// </summary>
    /// <param name="password">UTF-8 bytes, without the terminating zero, which is added here.</param>
    /// <param name="salt">16 bytes.</param>
    /// <param name="cost">Logarithm of the number of key schedule rounds.</param>
    /// <param name="signExtend">Repeats the mistake of old crypt_blowfish, which the version <c>2x</c> marks.</param>
    /// <param name="hash">Receives 23 bytes.</param>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, bool signExtend, Span<byte> hash)
    {
        Span<uint> saltWords = stackalloc uint[SaltBytes / 4];
        for (var i = 0; i < saltWords.Length; i++)
            saltWords[i] = BinaryPrimitives.ReadUInt32BigEndian(salt[(4 * i)..]);

        Span<uint> key = stackalloc uint[KeyBytes / 4];
        RepeatKey(password, signExtend, key);
        using var blowfish = Blowfish.SetUp(cost, saltWords, key);
        key.Clear();

        Span<byte> cipherText = stackalloc byte[4 * CipherTextWords];
        for (var i = 0; i < cipherText.Length; i += 8)
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(PlainText[i..]);
            var right = BinaryPrimitives.ReadUInt32BigEndian(PlainText[(i + 4)..]);
            for (var repeat = 0; repeat < 64; repeat++)
                blowfish.Encipher(ref left, ref right);
            BinaryPrimitives.WriteUInt32BigEndian(cipherText[i..], left);
            BinaryPrimitives.WriteUInt32BigEndian(cipherText[(i + 4)..], right);
        }

        cipherText[..HashBytes].CopyTo(hash);
    }

    private static void RepeatKey(ReadOnlySpan<byte> password, bool signExtend, Span<uint> key)
    {
        var next = 0;
        for (var i = 0; i < key.Length; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var octet = next == password.Length ? (byte)0 : password[next];
                next = next == password.Length ? 0 : next + 1;
                key[i] = (key[i] << 8) | (signExtend ? (uint)(sbyte)octet : octet);
            }
        }
    }
}
