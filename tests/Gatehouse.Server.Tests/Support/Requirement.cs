namespace Gatehouse.Server.Tests.Support;

/// <summary>What a test needs of the machine. Absent, the test is skipped with the reason; with GATEHOUSE_TEST_REQUIRE=all it fails.</summary>
internal static class Requirement
{
    public static void Need(bool isThere, string reason)
    {
        if (isThere) return;
        Assert.False(Environment.GetEnvironmentVariable("GATEHOUSE_TEST_REQUIRE") == "all", $"Required here, but: {reason}");
        Assert.Skip(reason);
    }
}
