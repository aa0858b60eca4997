using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse backup FILE</c>, <c>backup verify FILE</c> and <c>restore FILE</c>: copies of an SQLite database (docs/backup.md).</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = File("The copy to make; it must not be there yet");
        var backup = new Command("backup", "Copy the SQLite database, also while a server uses it") { file, Verify() };
        backup.SetAction(async (parsed, ct) =>
        {
            await using var app = OnTenant.Build(parsed);
            await app.Services.GetRequiredService<SqliteBackup>().WriteAsync(parsed.GetRequiredValue(file).FullName, ct);
            await Terminal.Out.WriteLineAsync($"{parsed.GetRequiredValue(file).FullName}\nThe secret key is not in it; keep that apart ({app.Services.GetRequiredService<SecretKey>().FilePath}).");
            return 0;
        });
        return backup;
    }

    public static Command CreateRestore()
    {
        var file = File("A copy that backup made");
        var replaces = new Option<bool>("--replace") { Description = "The database that is there makes room; it is kept beside the restored one" };
        var restore = new Command("restore", "Put a copy in the SQLite database's place, while no server uses it; exit code 2 when the copy is damaged") { file, replaces };
        restore.SetAction(async (parsed, ct) =>
        {
            await using var app = OnTenant.Build(parsed);
            // The verification takes the schema and the key as they are; it changes nothing.
            var (backup, copy) = (app.Services.GetRequiredService<SqliteBackup>(), parsed.GetRequiredValue(file).FullName);
            if (await ReportAsync(await backup.VerifyAsync(copy, ct)) is not 0 and var code) return code;
            if (await backup.RestoreAsync(copy, parsed.GetValue(replaces), ct) is { } kept) await Terminal.Out.WriteLineAsync($"before: {kept}");
            return 0;
        });
        return restore;
    }

    private static Command Verify()
    {
        var file = File("A copy that backup made");
        var verify = new Command("verify", "Look through a copy, and whether the secret key opens it; exit code 2 when something is wrong") { file };
        verify.SetAction(async (parsed, ct) =>
        {
            await using var app = OnTenant.Build(parsed);
            return await ReportAsync(await app.Services.GetRequiredService<SqliteBackup>().VerifyAsync(parsed.GetRequiredValue(file).FullName, ct));
        });
        return verify;
    }

    private static async Task<int> ReportAsync(BackupReport report)
    {
        await Terminal.Out.WriteLineAsync(
            $"schema: {report.Schema}\ntenants: {report.Tenants}\nusers: {report.Users}\napplications: {report.Applications}\naudit entries: {report.AuditEntries}");
        foreach (var finding in report.Findings) await Terminal.Error.WriteLineAsync(finding);
        return report.Findings.Count == 0 ? 0 : 2;
    }

    private static Argument<FileInfo> File(string description) => new("file") { Description = description };
}
