using System.Diagnostics;
using System.Runtime.CompilerServices;
using Gatehouse.Server.Tests.Hosting;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.BrowserTests.Support;

/// <summary>The npm packages of tests/clients, and ours.</summary>
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

    /// <summary>Builds the application of sdk/react/example, whose settings are compiled in.</summary>
    public static Task BuildExampleAsync(string output, string endpoint, string clientId)
    {
        var folder = Repository.PathOf("sdk/react");
        Requirement.Need(Directory.Exists(Path.Combine(folder, "node_modules")), "the packages of sdk/react are not installed: npm ci --prefix sdk/react");
        return NodeAsync(folder, new() { ["VITE_GATEHOUSE_ENDPOINT"] = endpoint, ["VITE_GATEHOUSE_APP_ID"] = clientId }, Vite("example", output));
    }

    private static async Task<string> BuildReactAsync()
    {
        var output = Path.Combine(AppContext.BaseDirectory, "react");
        await NodeAsync(Folder(), [], Vite("react", output));
        return output;
    }

    private static string[] Vite(string application, string output) => ["node_modules/vite/bin/vite.js", "build", application, "--outDir", output, "--logLevel", "error"];

    private static async Task NodeAsync(string folder, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var node = Process.Start(start)!;
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"The React application was not built: {await said}{await errors}");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../clients"));
}
