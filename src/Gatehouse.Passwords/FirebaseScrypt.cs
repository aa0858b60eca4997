using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>
/// Firebase Authentication's variant of scrypt, with the positional arguments salt, signer key, salt separator (all base64),
/// rounds and memory cost: the signer key, encrypted under the key that scrypt derives from the password; base64.
/// </summary>
internal sealed class FirebaseScrypt : LegacyHash
{
    private const int DerivedKeyBytes = 32;
    private const int AesBlockBytes = 16;

    private readonly byte[] salt;
    private readonly byte[] signerKey;
    private readonly ScryptCost cost;

    private FirebaseScrypt(byte[] salt, byte[] signerKey, ScryptCost cost)
    {
        this.salt = salt;
        this.signerKey = signerKey;
        this.cost = cost;
    }

    public static DigestProblem Read(string[] arguments, out LegacyHash? hash)
    {
        hash = null;
        if (arguments is not [var saltText, var signerKeyText, var saltSeparatorText, var roundsText, var memoryCostText, ..]
            || ReadBase64(saltText) is not { } salt
            || ReadBase64(signerKeyText) is not { Length: > 0 } signerKey
            || ReadBase64(saltSeparatorText) is not { } saltSeparator
            || ReadNumber(roundsText) is not { } rounds
            || ReadNumber(memoryCostText) is not { } memoryCost
            || ScryptCost.TryCreate(memoryCost, rounds, parallelization: 1) is not { } cost)
        {
            return DigestProblem.InvalidFormat;
        }

        hash = new FirebaseScrypt([.. salt, .. saltSeparator], signerKey, cost);
        return DigestProblem.None;
    }

    public override string Compute(ReadOnlySpan<byte> password)
    {
        var key = new byte[DerivedKeyBytes];
        Scrypt.Derive(password, salt, cost, key);
        var cipherText = EncryptCounterMode(key, signerKey);
        CryptographicOperations.ZeroMemory(key);
        return Convert.ToBase64String(cipherText);
    }

    /// <summary>AES-256 in counter mode (NIST SP 800-38A section 6.5), counting from zero.</summary>
    private static byte[] EncryptCounterMode(byte[] key, byte[] plainText)
    {
        var counters = new byte[(plainText.Length + AesBlockBytes - 1) / AesBlockBytes * AesBlockBytes];
        for (var block = 0; block < counters.Length / AesBlockBytes; block++)
            BinaryPrimitives.WriteInt32BigEndian(counters.AsSpan(((block + 1) * AesBlockBytes) - sizeof(int)), block);

        using var aes = Aes.Create();
        aes.Key = key;
        var keyStream = aes.EncryptEcb(counters, PaddingMode.None);
        var cipherText = new byte[plainText.Length];
        for (var i = 0; i < cipherText.Length; i++)
            cipherText[i] = (byte)(plainText[i] ^ keyStream[i]);
        return cipherText;
    }

    /// <summary>Base64 in either alphabet, padded or not.</summary>
    private static byte[]? ReadBase64(string text)
    {
        var unpadded = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var bytes = new byte[unpadded.Length * 3 / 4];
        return Convert.TryFromBase64String(unpadded.PadRight((unpadded.Length + 3) / 4 * 4, '='), bytes, out var written)
            ? bytes[..written]
            : null;
    }

    private static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
