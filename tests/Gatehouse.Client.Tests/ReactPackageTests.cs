using System.Diagnostics;
using Gatehouse.Server.Tests.Hosting;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.ClientTests;

/// <summary>The tests of sdk/react, which run in Node.js.</summary>
public sealed class ReactPackageTests
{
    [Fact(DisplayName = "@gatehouse/react compiles, types included, and its own tests pass")]
    public async Task Its_own_tests_pass()
    {
        var folder = Repository.PathOf("sdk/react");
        Requirement.Need(Directory.Exists(Path.Combine(folder, "node_modules")), "the packages of sdk/react are not installed: npm ci --prefix sdk/react");
        // Writes nothing where npm ci has compiled the same sources: the browser tests read the output at the same time.
        await NodeAsync(folder, "node_modules/typescript/bin/tsc");
        await NodeAsync(folder, "node_modules/typescript/bin/tsc", "--project", "test");
        var said = await NodeAsync(folder, "--test", "--test-reporter=tap");
        Assert.Contains("# fail 0", said, StringComparison.Ordinal);
        Assert.DoesNotContain("# pass 0", said, StringComparison.Ordinal);
    }

    private static async Task<string> NodeAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Start(start);
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"node {string.Join(' ', arguments)}: {await said}{await errors}");
        return await said;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Requirement.Need(false, "node is not installed");
            throw;
        }
    }
}
