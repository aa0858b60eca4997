using System.Diagnostics;

namespace Gatehouse.Server.Tests.CommandLine;

/// <summary>The built program as a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public static ServerProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder, UseShellExecute = false,
        };
        // Beside the tests, so that it is the build that they were compiled against.
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "gatehouse.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GATEHOUSE", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var server = Start(folder, environment, arguments);
        var (output, error) = (server._process.StandardOutput.ReadToEndAsync(), server._process.StandardError.ReadToEndAsync());
        await server.EndAsync();
        return (server._process.ExitCode, await output, await error);
    }

    /// <summary>Reads the output up to a line that has the text.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        }

        Assert.Fail($"The server ended without saying '{text}': {await _process.StandardError.ReadToEndAsync()}");
        return "";
    }

    /// <summary>Asks it to stop, as a service manager does, and waits.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        await EndAsync();
        return _process.ExitCode;
    }

    /// <summary>Lets it say what it wants, or it would wait for a reader one day.</summary>
    public void Ignore()
    {
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <param name="name">For example <c>TERM</c>.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it without asking, as SIGKILL does.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was killed before.
        }

        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
    }
}
