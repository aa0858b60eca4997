using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Credentials;

/// <summary>Time-based one-time passwords (RFC 6238, over RFC 4226): steps of 30 seconds, HMAC-SHA-1, six digits (contract/experience-api.md 4.5).</summary>
internal static class TotpCode
{
    private const int Digits = 6;
    private const int SecondsOfStep = 30;

    /// <summary>Steps that a clock may be wrong by, either way (RFC 6238 section 5.2).</summary>
    private const int Tolerance = 1;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsOfStep;

    /// <summary>The code of a time step.</summary>
    /// <param name="key">Not in base32.</param>
    /// <param name="digits">1 to 9.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Authenticator apps speak HMAC-SHA-1, which the weaknesses of SHA-1 do not touch.")]
    public static string At(ReadOnlySpan<byte> key, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, hash);
        // RFC 4226 section 5.3: four bytes at the place that the last half byte names, without the sign.
        var binary = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (binary % (long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The time step that a code belongs to, of those that are taken now; null: none, and the code is wrong.</summary>
    /// <param name="secret">Base32.</param>
    /// <param name="lastStep">This one and those before it are used up; null: none is.</param>
    public static long? FindStep(string secret, string code, DateTimeOffset now, long? lastStep = null)
    {
        var key = TotpSecret.Decode(secret);
        var given = Encoding.UTF8.GetBytes(code);
        long? found = null;
        // Every step is looked at, whichever fits: the time that it takes says nothing.
        for (var step = StepAt(now) - Tolerance; step <= StepAt(now) + Tolerance; step++)
        {
            var fits = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(At(key, step)), given);
            if (fits && (lastStep is null || step > lastStep)) found = step;
        }

        return found;
    }
}
