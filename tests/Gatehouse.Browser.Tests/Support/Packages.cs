using System.Diagnostics;
using System.Runtime.CompilerServices;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests.Support;

/// <summary>The npm packages of tests/clients.</summary>
internal static class Packages
{
    private static readonly Lazy<Task<string>> React = new(BuildReactAsync);

    /// <summary>A file of a package.</summary>
    public static Task<string> ReadAsync(string file)
    {
        Need();
        return File.ReadAllTextAsync(Path.Combine(Folder(), "node_modules", file));
    }

    /// <summary>The folder with the built application of tests/clients/react.</summary>
    public static Task<string> ReactAppAsync()
    {
        Need();
        return React.Value;
    }

    private static void Need() =>
        Requirement.Need(Directory.Exists(Path.Combine(Folder(), "node_modules")), "the packages of tests/clients are not installed: npm ci --prefix tests/clients");

    private static async Task<string> BuildReactAsync()
    {
        var output = Path.Combine(AppContext.BaseDirectory, "react");
        using var node = Process.Start(new ProcessStartInfo("node", ["node_modules/vite/bin/vite.js", "build", "react", "--outDir", output, "--logLevel", "error"])
        {
            WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"The React application was not built: {await said}{await errors}");
        return output;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../clients"));
}
