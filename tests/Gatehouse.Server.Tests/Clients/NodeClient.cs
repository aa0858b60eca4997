using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>One flow through one client of tests/clients.</summary>
internal static class NodeClient
{
    /// <param name="given">What the flow may know, as members of a JSON object.</param>
    public static async Task<JsonElement> RunAsync(string client, string flow, IReadOnlyDictionary<string, object> given)
    {
        var folder = Folder();
        Requirement.Need(Directory.Exists(Path.Combine(folder, "node_modules")), "the packages of tests/clients are not installed: npm ci --prefix tests/clients");
        var start = new ProcessStartInfo("node", ["run.mjs", client, flow])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var node = Start(start);
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(given));
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"{client}, {flow}: {output}\n{await errors}");
        return JsonDocument.Parse(output).RootElement;
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

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../clients"));
}
