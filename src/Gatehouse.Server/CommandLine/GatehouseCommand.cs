using System.CommandLine;
using System.Data.Common;
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
            TenantCommand.Create(),
            ApplicationCommand.Create(),
            KeysCommand.Create(),
            UsersCommand.Create(),
            AuditCommand.Create(),
            BackupCommand.Create(),
            BackupCommand.CreateRestore(),
            MoveCommand.Create(),
        };
        root.SetAction((parsed, ct) => ServeCommand.RunAsync(PassedSettings.Of(parsed), ct));
        PassedSettings.AcceptBehind(root);
        try
        {
            // The host handles the signals itself: it gives running requests their time, where the parser would count to two.
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (SettingsException problem)
        {
            await Terminal.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        // A driver that thinks that trying again may help wraps what it has to say.
        catch (InvalidOperationException problem) when (problem.InnerException is DbException cause)
        {
            await Terminal.Error.WriteLineAsync($"Gatehouse can't start: {cause.Message}");
            return 1;
        }
        catch (Exception problem) when (problem is DbException or IOException or UnauthorizedAccessException)
        {
            await Terminal.Error.WriteLineAsync($"Gatehouse can't start: {problem.Message}");
            return 1;
        }
    }
}
