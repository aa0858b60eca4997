using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse db migrate</c> and <c>gatehouse db status</c>.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var migrate = new Command("migrate", "Bring the schema up to date and fill an empty database, without serving");
        migrate.SetAction(async (parsed, ct) =>
        {
            await using var app = GatehouseApp.Build(PassedSettings.Of(parsed));
            await GatehouseApp.PrepareAsync(app.Services, ct);
            return await ReportAsync(app, ct);
        });
        var status = new Command("status", "Show which migrations the database has; exit code 2 when some are missing");
        status.SetAction(async (parsed, ct) =>
        {
            await using var app = GatehouseApp.Build(PassedSettings.Of(parsed));
            return await ReportAsync(app, ct);
        });
        return new Command("db", "The database's schema") { migrate, status };
    }

    private static async Task<int> ReportAsync(WebApplication app, CancellationToken ct)
    {
        using var scope = app.Services.CreateScope();
        var schema = scope.ServiceProvider.GetRequiredService<SchemaUpgrade>();
        var applied = await schema.AppliedAsync(ct);
        await Terminal.Out.WriteLineAsync(app.Services.GetRequiredService<DatabaseUrl>().Name);
        foreach (var migration in HandWrittenMigrations.Ids)
            await Terminal.Out.WriteLineAsync($"{(applied.Contains(migration) ? "applied" : "missing")}  {migration}");
        return HandWrittenMigrations.Ids.Except(applied).Any() ? 2 : 0;
    }
}
