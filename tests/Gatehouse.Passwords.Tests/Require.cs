namespace Gatehouse.Passwords.Tests;

/// <summary>
/// What a test needs from the machine. Without it the test is skipped with the reason, or fails when the environment variable
/// <c>GATEHOUSE_TEST_REQUIRE</c> is <c>all</c>, so that a build server cannot lose tests unseen.
/// </summary>
internal static class Require
{
    public static void Program(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        That(folders.Any(folder => File.Exists(Path.Combine(folder, name))), $"The program {name} is not installed.");
    }

    public static void That(bool present, string reasonWhenMissing)
    {
        if (present)
            return;
        if (Environment.GetEnvironmentVariable("GATEHOUSE_TEST_REQUIRE") == "all")
            Assert.Fail(reasonWhenMissing + " GATEHOUSE_TEST_REQUIRE=all forbids to skip.");
        Assert.Skip(reasonWhenMissing);
    }
}
