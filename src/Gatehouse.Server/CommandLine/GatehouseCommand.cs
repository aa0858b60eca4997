using System.CommandLine;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.CommandLine;

/// <summary>The program's command line. Without a command it serves.</summary>
internal static class GatehouseCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Gatehouse, an identity server")
        {
            ServeCommand.Create(),
            DoctorCommand.Create(),
            DatabaseCommand.Create(),
            AdminCommand.Create(),
            ApplicationCommand.Create(),
        };
        // Settings may follow the commands as --Gatehouse:Name=value; they are .NET's, not ours to parse.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, ct) => ServeCommand.RunAsync([.. parsed.UnmatchedTokens], ct));
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (SettingsException problem)
        {
            await Terminal.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (IOException problem)
        {
            await Terminal.Error.WriteLineAsync($"Gatehouse can't start: {problem.Message}");
            return 1;
        }
    }
}
