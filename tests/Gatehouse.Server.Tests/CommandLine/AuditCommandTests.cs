namespace Gatehouse.Server.Tests.CommandLine;

/// <summary><c>gatehouse audit verify</c> and <c>audit export</c>, as processes of their own (docs/audit.md).</summary>
public sealed class AuditCommandTests : CommandTest
{
    [Fact]
    public async Task The_log_goes_out_and_is_verified()
    {
        var file = Path.Combine(Database.Folder, "users.ndjson");
        await File.WriteAllTextAsync(file, """{"username":"one"}""", TestContext.Current.CancellationToken);
        var imported = await RunAsync("users", "import", file);
        Assert.True(imported.Code == 0, imported.Error);

        var export = await RunAsync("audit", "export", "--key", "Change.User.Created");
        Assert.True(export.Code == 0, export.Error);
        Assert.Contains("\"key\":\"Change.User.Created\"", Assert.Single(export.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("", (await RunAsync("audit", "export", "--key", "Change.User.Created", "--to", "2001-01-01T00:00:00Z")).Out);

        var verified = await RunAsync("audit", "verify");
        Assert.True(verified.Code == 0, verified.Error);
        Assert.StartsWith("seals: 0\nentries: 0\npurged: 0\nnot sealed yet: ", verified.Out, StringComparison.Ordinal);
        var cut = await RunAsync("audit", "verify", "--head", "noted-elsewhere");
        Assert.Equal(2, cut.Code);
        Assert.Contains("the head noted-elsewhere is not in the chain", cut.Error);
    }
}
