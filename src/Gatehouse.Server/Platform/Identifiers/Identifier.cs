using System.Security.Cryptography;

namespace Gatehouse.Server.Platform.Identifiers;

/// <summary>Ids and secrets in the shapes of contract/management-api.md 1.8, from the system's random source.</summary>
internal static class Identifier
{
    private const string DigitsAndLower = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const string DigitsAndLetters = DigitsAndLower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string UrlSafe = DigitsAndLetters + "_-";
    private const int LargestStep = 1 << 8;
    private static long _lastSequence;

    /// <summary>User, organization and connector ids: 12 digits and lower-case letters (62 bits).</summary>
    public static string Short() => RandomNumberGenerator.GetString(DigitsAndLower, 12);

    /// <summary>All other row ids: 21 digits and lower-case letters (108 bits).</summary>
    public static string Long() => RandomNumberGenerator.GetString(DigitsAndLower, 21);

    /// <summary>
    /// Ids of rows that are written by the thousand and never looked for by guessing: as <see cref="Long"/>, but the first nine characters
    /// count the milliseconds since 1970 and twelve are random (62 bits). New rows stand side by side in the index of the key: a batch
    /// then changes a few pages of the file instead of one for each row.
    /// </summary>
    public static string Ordered(DateTime utcNow) => string.Create(21, Milliseconds(utcNow), static (id, milliseconds) =>
    {
        WriteTime(id, milliseconds);
        RandomNumberGenerator.GetItems(DigitsAndLower, id[9..]);
    });

    /// <summary>What is less than every <see cref="Ordered"/> id of that moment and greater than those of every moment before.</summary>
    public static string OrderedFloor(DateTime utc) => string.Create(9, Milliseconds(utc), static (id, milliseconds) => WriteTime(id, milliseconds));

    /// <summary>The moment, to the millisecond, that an <see cref="Ordered"/> id was made.</summary>
    public static DateTime TimeOf(string ordered) => DateTime.UnixEpoch.AddMilliseconds(
        ordered.Take(9).Aggregate(0L, static (sum, letter) => (sum * DigitsAndLower.Length) + DigitsAndLower.IndexOf(letter, StringComparison.Ordinal)));

    private static long Milliseconds(DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalMilliseconds;

    private static void WriteTime(Span<char> id, long milliseconds)
    {
        for (var i = 8; i >= 0; i--, milliseconds /= DigitsAndLower.Length) id[i] = DigitsAndLower[(int)(milliseconds % DigitsAndLower.Length)];
    }

    /// <summary>Application secrets, webhook signing keys and cookie keys: 32 digits and letters (190 bits).</summary>
    public static string Secret() => RandomNumberGenerator.GetString(DigitsAndLetters, 32);

    /// <summary>The correlation id of a request: 16 URL-safe characters.</summary>
    public static string Request() => RandomNumberGenerator.GetString(UrlSafe, 16);

    /// <summary>
    /// A number that keys rows whose order of arrival matters: each one is greater than all that this process gave out before, also within
    /// one millisecond and when the clock is set back. Milliseconds stand in the upper bits and random ones below, so that several nodes
    /// give out different numbers without asking the database.
    /// </summary>
    public static long Sequence(DateTime utcNow)
    {
        var fresh = ((long)(utcNow - DateTime.UnixEpoch).TotalMilliseconds << 20) | (long)RandomNumberGenerator.GetInt32(1 << 20);
        while (true)
        {
            var last = Volatile.Read(ref _lastSequence);
            var next = fresh > last ? fresh : last + RandomNumberGenerator.GetInt32(1, LargestStep);
            if (Interlocked.CompareExchange(ref _lastSequence, next, last) == last) return next;
        }
    }
}
