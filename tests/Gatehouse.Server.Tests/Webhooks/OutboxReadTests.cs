#if POSTGRES // SQLite plans without statistics.
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.Webhooks;

/// <summary>PostgreSQL's statistics of a queue are always old: what a delivery costs must not depend on them.</summary>
public sealed class OutboxReadTests : WebhookTest
{
    private const int Deliveries = 400;

    /// <summary>With what PostgreSQL reads of rows that are gone already. Where each step reads all that its hook is owed it is ten times as much.</summary>
    private const int MostReadEach = 60;

    [Fact]
    public async Task A_delivery_reads_its_own_row_however_much_its_hook_is_owed()
    {
        for (var user = 0; user < Deliveries; user++) await Api.AddUserAsync();
        await Server.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"ANALYZE outbox"));
        var before = await ReadAsync();
        var hook = (await Api.AddHookAsync(Receiver.Url)).Id;
        (await Api.PostAnswerAsync($"/api/hooks/{hook}/deliveries/redeliver", new { which = "all" })).Expect(200);
        await Server.DrainAsync();
        var after = await Eventually.Async(ReadAsync, counts => counts.Deleted - before.Deleted >= Deliveries, "the counts of all deliveries");
        Assert.InRange((after.Read - before.Read) / Deliveries, 0, MostReadEach);
    }

    private Task<(long Deleted, long Read)> ReadAsync() => Server.InDatabaseAsync(async db => (
        await db.Database.SqlQuery<long>($"SELECT n_tup_del AS \"Value\" FROM pg_stat_user_tables WHERE relname = 'outbox'").SingleAsync(),
        await db.Database.SqlQuery<long>($"SELECT SUM(idx_tup_read)::bigint AS \"Value\" FROM pg_stat_user_indexes WHERE relname = 'outbox'").SingleAsync()));
}
#endif
