using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gatehouse.Passwords.Tests;

/// <summary>Our tags beside those of the reference program <c>argon2</c> (Debian package argon2).</summary>
public sealed class Argon2ProgramTests
{
    public static TheoryData<string, int, int, int, int, string, string, int> Cases() => new()
    {
        { "d", 8, 1, 1, 32, "password", "somesalt", 0x13 },
        { "i", 8, 1, 1, 4, "p", "somesalt", 0x13 },
        { "id", 8, 1, 1, 16, "password", "somesalt", 0x13 },
        { "id", 9, 2, 1, 63, "password", "somesalt", 0x13 },
        { "id", 15, 3, 1, 64, "password", "longer salt of 27 characters", 0x13 },
        { "id", 16, 3, 2, 65, "password", "somesalt", 0x13 },
        { "i", 64, 2, 3, 96, "pässword ☃ 🗝", "somesalt", 0x13 },
        { "d", 64, 4, 3, 97, "pässword ☃ 🗝", "somesalt", 0x13 },
        { "id", 1000, 2, 5, 128, "password", "somesalt", 0x13 },
        { "i", 1024, 8, 1, 32, "password", "0123456789abcdef", 0x13 },
        { "d", 2048, 3, 4, 32, "password", "0123456789abcdef", 0x13 },
        { "id", 4096, 2, 8, 32, "password", "0123456789abcdef", 0x13 },
        { "id", 4096, 5, 1, 200, "127 characters: " + new string('x', 111), "0123456789abcdef", 0x13 },
        { "id", 19456, 2, 1, 32, "password", "0123456789abcdef", 0x13 },
        { "i", 8192, 8, 1, 32, "password", "0123456789abcdef", 0x13 },
        { "d", 64, 3, 2, 32, "password", "somesalt", 0x10 },
        { "i", 256, 2, 1, 32, "password", "somesalt", 0x10 },
        { "id", 1024, 4, 3, 24, "password", "somesalt", 0x10 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Tag_equals_that_of_the_program(
        string variant, int memoryKiB, int iterations, int parallelism, int length, string password, string salt, int version)
    {
        Require.Program("argon2");
        var expected = await Program(variant, memoryKiB, iterations, parallelism, length, password, salt, version);

        foreach (var compression in Compressions.Supported)
        {
            var tag = new byte[length];
            Argon2.Derive(
                Compressions.Named(compression), Enum.Parse<Argon2Variant>("Argon2" + variant), Encoding.UTF8.GetBytes(password),
                Encoding.UTF8.GetBytes(salt), default, default, new Argon2Cost(memoryKiB, iterations, parallelism), tag, version);
            Assert.True(expected == Convert.ToHexStringLower(tag), $"{compression}: {Convert.ToHexStringLower(tag)}, program: {expected}");
        }
    }

    private static async Task<string> Program(
        string variant, int memoryKiB, int iterations, int parallelism, int length, string password, string salt, int version)
    {
        string[] arguments =
        [
            salt, "-" + variant, "-k", Text(memoryKiB), "-t", Text(iterations), "-p", Text(parallelism), "-l", Text(length),
            "-v", version == 0x10 ? "10" : "13", "-r",
        ];
        using var process = Process.Start(
            new ProcessStartInfo("argon2", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(password));
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
