using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gatehouse.Passwords;

namespace Gatehouse.Benchmarks;

/// <summary>
/// Compares one pass of our Argon2id with one pass of Debian's <c>argon2</c> program. Both are timed at two numbers of passes,
/// and the difference is divided by the passes in between: the program's start, the allocation and the hashing of short inputs
/// drop out on both sides. Runs alternate, so that a noisy neighbour hits both, and the median of the ratios of each pair counts.
/// With p lanes the program runs p threads, ours always one, as a busy server would.
/// </summary>
internal static class Argon2Ratio
{
    // Both within what Argon2Cost allows.
    private const int FewPasses = 2;
    private const int ManyPasses = 42;
    private const int Rounds = 15;

    private static readonly (int MemoryKiB, int Parallelism)[] Costs = [(19456, 1), (8192, 1), (65536, 1), (65536, 4)];

    public static int Run(string[] parameters)
    {
        var rounds = parameters is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : Rounds;
        Console.WriteLine("Argon2id, time of one pass: median of each side, and median of the ratios of paired runs");
        Console.WriteLine($"{"m (KiB)",9} {"p",3} {"program",12} {"ours",12} {"ours/program",13} {"lowest",8} {"highest",8}");
        foreach (var (memoryKiB, parallelism) in Costs)
        {
            OurPass(memoryKiB, parallelism);
            var theirs = new double[rounds];
            var ours = new double[rounds];
            for (var i = 0; i < rounds; i++)
            {
                theirs[i] = ProgramPass(memoryKiB, parallelism);
                ours[i] = OurPass(memoryKiB, parallelism);
            }

            var ratios = ours.Zip(theirs, (our, their) => our / their).Order().ToArray();
            Console.WriteLine(
                $"{memoryKiB,9} {parallelism,3} {Median(theirs),9:F2} ms {Median(ours),9:F2} ms "
                + $"{Median(ratios),13:F2} {ratios[0],8:F2} {ratios[^1],8:F2}");
        }

        return 0;
    }

    private static double OurPass(int memoryKiB, int parallelism) =>
        (Ours(memoryKiB, ManyPasses, parallelism) - Ours(memoryKiB, FewPasses, parallelism)) / (ManyPasses - FewPasses);

    private static double ProgramPass(int memoryKiB, int parallelism) =>
        (Program(memoryKiB, ManyPasses, parallelism) - Program(memoryKiB, FewPasses, parallelism)) / (ManyPasses - FewPasses);

    private static double Ours(int memoryKiB, int passes, int parallelism)
    {
        Span<byte> tag = stackalloc byte[32];
        var start = Stopwatch.GetTimestamp();
        Argon2.Derive(
            Argon2Variant.Argon2id, "password"u8, "somesalt"u8, default, default, new Argon2Cost(memoryKiB, passes, parallelism), tag);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Program(int memoryKiB, int passes, int parallelism)
    {
        var arguments = FormattableString.Invariant($"somesalt -id -k {memoryKiB} -t {passes} -p {parallelism} -l 32 -r");
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(
            new ProcessStartInfo("argon2", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes("password"));
        process.StandardInput.Close();
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
