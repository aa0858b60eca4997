using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Data.Moving;

/// <summary>
/// Copies a whole installation into this server's database, which is empty or holds the beginning of the same move, and compares both
/// afterwards (docs/moving.md). Whenever it dies, the next run goes on behind the last rows that were committed.
/// </summary>
internal sealed class MoveDatabase(DatabaseUrl url, SqliteSetup sqlite, StartTurn turn, IServiceScopeFactory scopes)
{
    private const int MostNamed = 5;

    /// <param name="tell">Is told the table and how many of its rows are there, whenever there are more.</param>
    /// <returns>Every table, with what both sides hold.</returns>
    /// <exception cref="SettingsException">The source is in use or of another version; the target holds somebody's data.</exception>
    public async Task<IReadOnlyList<MovedCount>> ExecuteAsync(MoveOrder order, Action<string, long> tell, CancellationToken ct)
    {
        if (order.From.Name == url.Name) throw new SettingsException("--to names the database that DB_URL names.");
        using var scope = scopes.CreateScope();
        var schema = scope.ServiceProvider.GetRequiredService<SchemaUpgrade>();
        var tables = MovedTable.AllOf(scope.ServiceProvider.GetRequiredService<GatehouseDb>());
        await using var source = MoveSide.Of(order.From, sqlite);
        await source.OpenAloneAsync(ct);
        await source.RequireThisSchemaAsync(ct);
        await source.HoldAsync(tables, ct);
        var fingerprint = await source.FingerprintAsync(ct);
        if (order.IsTrial) return await CountAsync(source, tables, ct);

        await schema.EnsureDatabaseAsync(ct);
        await using var alone = await turn.TakeAsync(ct);
        await using var target = MoveSide.Of(url, sqlite);
        await target.OpenAsync(ct);
        var record = await JudgeTargetAsync(target, fingerprint, ct);
        await schema.RunAsync(ct);
        await target.BeginRecordAsync(fingerprint, ct);
        foreach (var table in tables)
        {
            var progress = record.TryGetValue(table.Name, out var state) ? MoveProgress.Read(table, state) : MoveProgress.None;
            if (!progress.IsComplete) await CopyAsync(source, target, table, progress, order.Together, tell, ct);
        }

        await target.FinishAsync(ct);
        var counts = await CompareAsync(source, target, tables, tell, ct);
        if (counts.All(count => count.IsSame)) await target.EndRecordAsync(ct);
        return counts;
    }

    /// <returns>How far an earlier run has got.</returns>
    private static async Task<Dictionary<string, string>> JudgeTargetAsync(MoveSide target, string fingerprint, CancellationToken ct)
    {
        if (await target.HasLaterSchemaAsync(ct)) throw new SettingsException($"{target.Name} was brought up to date by a later version of this program.");
        var record = await target.ReadRecordAsync(ct);
        if (record.TryGetValue(MoveProgress.SourceName, out var before))
            return before == fingerprint ? record : throw new SettingsException($"{target.Name} is the target of a move of another installation, which is not finished.");
        var filled = await target.FilledTablesAsync(ct);
        return filled.Count == 0 ? record : throw new SettingsException(
            $"{target.Name} holds data already ({string.Join(", ", filled.Take(MostNamed))}{(filled.Count > MostNamed ? " …" : "")}); a move needs an empty database. Nothing was changed.");
    }

    /// <summary>The next rows are read while those before are written.</summary>
    private static async Task CopyAsync(MoveSide source, MoveSide target, MovedTable table, MoveProgress progress, int together, Action<string, long> tell, CancellationToken ct)
    {
        var makesRoom = table.IsKeptByTriggers && progress.Last is null;
        var (writing, before) = (Task.CompletedTask, progress.Rows);
        try
        {
            await foreach (var rows in source.ReadAsync(table, progress.Last, together, ct))
            {
                await writing;
                tell(table.Name, before);
                before = progress.Rows + rows.Count;
                progress = new MoveProgress(before, [.. table.Key.Select(place => rows[^1][place])], IsComplete: false);
                var (reached, clears) = (progress, makesRoom);
                writing = Task.Run(() => target.WriteAsync(table, rows, reached, clears, ct), ct);
                makesRoom = false;
            }
        }
        finally
        {
            // Its connection must not be closed under it; what it says comes next, unless the reading has failed by itself.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await writing;
        await target.WriteAsync(table, [], progress with { IsComplete = true }, makesRoom, ct);
        tell(table.Name, progress.Rows);
    }

    private static async Task<IReadOnlyList<MovedCount>> CompareAsync(
        MoveSide source, MoveSide target, IReadOnlyList<MovedTable> tables, Action<string, long> tell, CancellationToken ct)
    {
        var counts = new List<MovedCount>();
        foreach (var table in tables)
        {
            tell($"comparing {table.Name}", 0);
            var sides = await Task.WhenAll(Task.Run(() => source.DigestAsync(table, ct), ct), Task.Run(() => target.DigestAsync(table, ct), ct));
            counts.Add(new(table.Name, sides[0].Rows, sides[1].Rows, sides[0].IsSame(sides[1])));
        }

        return counts;
    }

    private static async Task<IReadOnlyList<MovedCount>> CountAsync(MoveSide source, IReadOnlyList<MovedTable> tables, CancellationToken ct)
    {
        var counts = new List<MovedCount>();
        foreach (var table in tables) counts.Add(new(table.Name, await source.CountAsync(table, ct), 0, IsSame: false));
        return counts;
    }
}

/// <param name="From">The source; the target is the server's own database.</param>
/// <param name="IsTrial">Only look at the source.</param>
/// <param name="Together">So many rows are committed at once.</param>
internal sealed record MoveOrder(DatabaseUrl From, bool IsTrial = false, int Together = MoveOrder.RowsTogether)
{
    public const int RowsTogether = 5_000;
}

/// <summary>What became of one table.</summary>
/// <param name="IsSame">Every value of every row is the same on both sides.</param>
internal sealed record MovedCount(string Table, long Source, long Target, bool IsSame);
