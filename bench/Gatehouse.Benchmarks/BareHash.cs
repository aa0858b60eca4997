using System.Diagnostics;
using System.Globalization;
using Gatehouse.Passwords;

namespace Gatehouse.Benchmarks;

/// <summary>
/// Verifies a password once for each line that comes in, as a sign-in does, and answers with the milliseconds that it took: what bench/signin
/// measures sign-ins against, in turns with them.
/// </summary>
internal static class BareHash
{
    private const string Password = "SecurePassword123!";

    public static int Run()
    {
        var stored = PasswordHashing.Hash(Password, "a salt of sixteen"u8[..16], Argon2Cost.Default);
        while (Console.ReadLine() is not null)
        {
            var start = Stopwatch.GetTimestamp();
            if (!PasswordHashing.Verify(Password, stored)) return 1;
            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
