using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Data.Moving;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse move --to URL</c>: the whole installation into another database, of the same kind or the other (docs/moving.md).</summary>
internal static class MoveCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "The empty database to fill, written as DB_URL: sqlite:PATH or postgres://user:password@host:port/name", Required = true };
        var isTrial = new Option<bool>("--dry-run") { Description = "Only say what would be copied" };
        var move = new Command("move", "Copy the installation into another database and compare both, while no server uses it; exit code 2 when they differ") { to, isTrial };
        move.SetAction(async (parsed, ct) =>
        {
            await using var source = OnTenant.Build(parsed);
            await using var target = OnTenant.Build(parsed, $"--{GatehouseOptions.Section}:{nameof(GatehouseOptions.DbUrl)}={parsed.GetRequiredValue(to)}");
            var order = new MoveOrder(source.Services.GetRequiredService<DatabaseUrl>(), parsed.GetValue(isTrial));
            var progress = new MoveTeller();
            try
            {
                var counts = await target.Services.GetRequiredService<MoveDatabase>().ExecuteAsync(order, progress.Tell, ct);
                MoveTeller.End();
                return order.IsTrial ? await SayPlanAsync(counts, target) : await ReportAsync(counts, progress, source, target);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                MoveTeller.End();
                await Terminal.Error.WriteLineAsync("Stopped; the same command goes on where this one was.");
                return 1;
            }
        });
        return move;
    }

    private static async Task<int> SayPlanAsync(IReadOnlyList<MovedCount> counts, WebApplication target)
    {
        foreach (var count in counts.Where(count => count.Source > 0)) await Terminal.Out.WriteLineAsync($"{count.Table,-40} {count.Source,12}");
        await Terminal.Out.WriteLineAsync($"{counts.Sum(count => count.Source)} rows would be copied into {target.Services.GetRequiredService<DatabaseUrl>().Name}.");
        return 0;
    }

    private static async Task<int> ReportAsync(IReadOnlyList<MovedCount> counts, MoveTeller progress, WebApplication source, WebApplication target)
    {
        await Terminal.Out.WriteLineAsync($"{"table",-40} {"source",12} {"target",12}");
        foreach (var count in counts.Where(count => count.Source > 0 || !count.IsSame))
            await Terminal.Out.WriteLineAsync($"{count.Table,-40} {count.Source,12} {count.Target,12}  {(count.IsSame ? "same" : "DIFFERENT")}");
        await Terminal.Out.WriteLineAsync($"{counts.Count(count => count.Source == 0 && count.IsSame)} more tables are empty on both sides");
        await Terminal.Out.WriteLineAsync(progress.Summary);
        if (!counts.All(count => count.IsSame))
        {
            await Terminal.Error.WriteLineAsync("Both sides differ: one was changed while it was copied. No server starts on the target; make it anew and move again.");
            return 2;
        }

        var (key, next) = (source.Services.GetRequiredService<SecretKey>(), target.Services.GetRequiredService<SecretKey>());
        var (name, options) = (target.Services.GetRequiredService<DatabaseUrl>().Name, target.Services.GetRequiredService<GatehouseOptions>());
        await Terminal.Out.WriteLineAsync($"{name} is complete; point DB_URL there. The old database was left as it is: don't serve it any more.");
        if (options.SecretKey is null && key.FilePath != next.FilePath)
            await Terminal.Out.WriteLineAsync($"The secret key is not in it: copy {key.FilePath} to {next.FilePath}, or set SECRET_KEY_FILE to where it is.");
        return 0;
    }
}

/// <summary>What a person who waits sees: a line that is written over and over; in a log, a line now and then.</summary>
internal sealed class MoveTeller
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Dictionary<string, (long First, long Last)> _tables = [];
    private TimeSpan _said;

    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Copied} rows in {_watch.Elapsed.TotalSeconds:0.0} s, comparison included");

    private long Copied => _tables.Values.Sum(table => table.Last - table.First);

    public void Tell(string table, long rows)
    {
        _tables[table] = (_tables.TryGetValue(table, out var known) ? known.First : rows, rows);
        if (_watch.Elapsed - _said < TimeSpan.FromSeconds(Terminal.IsErrorPiped ? 10 : 1)) return;
        _said = _watch.Elapsed;
        var line = string.Create(CultureInfo.InvariantCulture, $"{table}: {rows} rows; {Copied} in all, {Copied / _watch.Elapsed.TotalSeconds:0} a second");
        Terminal.Error.Write(Terminal.IsErrorPiped ? line + "\n" : $"\r{line,-100}");
    }

    public static void End()
    {
        if (!Terminal.IsErrorPiped) Terminal.Error.Write($"\r{"",-100}\r");
    }
}
