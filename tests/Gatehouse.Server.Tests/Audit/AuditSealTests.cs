using System.Collections.Concurrent;
using System.Data.Common;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Audit;

/// <summary>The seals of the audit log, and what a verification finds (docs/audit.md). Each test has a server of its own: it seals the whole log.</summary>
public sealed class AuditSealTests : IAsyncLifetime
{
    private const int Entries = 5;
    private readonly Deletions _deletions = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await TestServer.StartAsync(
            new Dictionary<string, string?> { [nameof(GatehouseOptions.AuditRetentionDays)] = "30", [nameof(GatehouseOptions.WebhookLogRetentionDays)] = "7" },
            services: services => services
                .ConfigureDbContext<SqliteGatehouseDb>(db => db.AddInterceptors(_deletions)).ConfigureDbContext<PostgresGatehouseDb>(db => db.AddInterceptors(_deletions)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Entries_are_sealed_when_they_have_rested_and_the_chain_holds()
    {
        await SealAllAsync();
        await AddAsync();
        Assert.Equal(0, await SealAsync());
        Assert.True((await VerifyAsync()).Unsealed >= Entries);
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        await SealAllAsync();
        var first = await VerifyAsync();
        Assert.Empty(first.Findings);
        Assert.Equal(first.Entries, await _server.InDatabaseAsync(db => db.Audit.LongCountAsync()));

        await SealSomeAsync();
        var second = await VerifyAsync(first.Head);
        Assert.Empty(second.Findings);
        Assert.NotEqual(first.Head, second.Head);
        Assert.Equal(first.Seals + 1, second.Seals);
    }

    [Theory]
    [InlineData("UPDATE audit_logs SET payload = '{\"result\":\"Success\",\"key\":\"Test.3\"}' WHERE key = 'Test.3'", "1 entries are not as they were sealed")]
    [InlineData("UPDATE audit_logs SET user_id = 'someoneelse' WHERE key = 'Test.3'", "1 entries are not as they were sealed")]
    [InlineData("UPDATE audit_logs SET key = 'Test.9' WHERE key = 'Test.3'", "1 entries are not as they were sealed")]
    [InlineData("UPDATE audit_logs SET subject = 'another' WHERE key = 'Test.3'", "1 entries are not as they were sealed")]
    [InlineData("UPDATE audit_logs SET is_listed = NOT is_listed WHERE key = 'Test.3'", "1 entries are not as they were sealed")]
    [InlineData("DELETE FROM audit_logs WHERE key = 'Test.3'", "1 of 5 entries")]
    [InlineData("DELETE FROM audit_logs WHERE key = 'Test.4'", "1 of 5 entries")]
    [InlineData("DELETE FROM audit_logs WHERE key LIKE 'Test.%'", "5 of 5 entries")]
    [InlineData("UPDATE audit_seals SET count = count - 1 WHERE number = (SELECT MAX(number) FROM audit_seals WHERE tenant_id = 'default') AND tenant_id = 'default'", "altered or forged")]
    [InlineData("UPDATE audit_seals SET digest = '!' || substr(digest, 2) WHERE tenant_id = 'default' AND number = 1", "seal 1 was altered or forged")]
    [InlineData("DELETE FROM audit_seals WHERE tenant_id = 'default' AND number = 1", "seals 1 to 1 are missing")]
    public async Task What_was_done_behind_the_servers_back_is_found(string sql, string finding)
    {
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        await SealAllAsync();
        await SealSomeAsync();
        await SealSomeAsync("Other.");
        Assert.Empty((await VerifyAsync()).Findings);
        await ExecuteAsync(sql);
        Assert.Contains((await VerifyAsync()).Findings, found => found.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_that_was_slipped_in_is_named()
    {
        await SealSomeAsync();
        var id = await _server.InDatabaseAsync(async db =>
        {
            var neighbour = await db.Audit.AsNoTracking().SingleAsync(row => row.Key == "Test.2");
            var slipped = Entry("Test.2b", neighbour.CreatedAt, neighbour.Id[..^1] + (neighbour.Id[^1] == '0' ? '1' : '0'));
            db.Audit.Add(slipped);
            await db.SaveChangesAsync();
            return slipped.Id;
        });
        Assert.Contains((await VerifyAsync()).Findings, found => found.Contains("were added: " + id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seals_that_were_cut_off_or_made_anew_are_found_by_the_head()
    {
        await SealSomeAsync();
        await SealSomeAsync();
        var head = (await VerifyAsync()).Head;
        await ExecuteAsync("DELETE FROM audit_logs WHERE key LIKE 'Test.%'");
        await ExecuteAsync("DELETE FROM audit_seals WHERE tenant_id = 'default'");
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        await SealAllAsync();
        Assert.Empty((await VerifyAsync()).Findings);
        Assert.Contains((await VerifyAsync(head)).Findings, found => found.Contains("is not in the chain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_the_database_alone_can_not_forge_a_seal()
    {
        await SealSomeAsync();
        await _server.InDatabaseAsync(async db =>
        {
            // All digests are computed as the server would; only the mark needs the key ring.
            var last = await db.AuditSeals.AsNoTracking().OrderByDescending(seal => seal.Number).FirstAsync();
            var rows = await db.Audit.Where(row => row.Key.StartsWith("Test.") && row.Key != "Test.0").OrderBy(row => row.Id).AsNoTracking().ToListAsync();
            await db.Audit.Where(row => row.Key == "Test.0").ExecuteDeleteAsync();
            byte[] digests = [.. rows.SelectMany(RowDigest.Of)];
            var previous = await db.AuditSeals.Where(seal => seal.Number == last.Number - 1).Select(seal => seal.Digest).SingleOrDefaultAsync() ?? "";
            var digest = RowDigest.OfSeal(previous, "default", last.Number, last.LastId, rows.Count, RowDigest.OfRows(digests));
            await db.AuditSeals.Where(seal => seal.Number == last.Number).ExecuteDeleteAsync();
            db.AuditSeals.Add(new AuditSeal
            {
                TenantId = "default", Number = last.Number, LastId = last.LastId, Count = rows.Count, Rows = digests, RowsDigest = RowDigest.OfRows(digests),
                Digest = digest, Mark = last.Mark, SealedAt = last.SealedAt,
            });
            return await db.SaveChangesAsync();
        });
        var finding = Assert.Single((await VerifyAsync()).Findings);
        Assert.Contains("altered or forged", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_takes_old_entries_and_the_chain_still_holds()
    {
        await SealSomeAsync();
        _server.Clock.Advance(TimeSpan.FromDays(29));
        await SealSomeAsync("Young.");
        var head = (await VerifyAsync()).Head;
        _server.Clock.Advance(TimeSpan.FromDays(2));
        await Job.PassAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, Entries), await _server.InDatabaseAsync(async db => (
            await db.Audit.CountAsync(row => row.Key.StartsWith("Test.")), await db.Audit.CountAsync(row => row.Key.StartsWith("Young.")))));
        var report = await VerifyAsync(head);
        Assert.Empty(report.Findings);
        Assert.True(report.Purged >= Entries);
    }

    [Fact]
    public async Task Retention_deletes_in_small_batches()
    {
        const int Many = 1200;
        await AddAsync(count: Many);
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(Many)); // they are a millisecond apart
        await SealAllAsync();
        _server.Clock.Advance(TimeSpan.FromDays(31));
        await Job.PassAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await _server.InDatabaseAsync(db => db.Audit.CountAsync(row => row.Key.StartsWith("Test."))));
        Assert.All(_deletions.Rows, rows => Assert.InRange(rows, 0, DeleteInBatches.Batch));
        Assert.True(_deletions.Rows.Sum() >= Many);
    }

    [Fact]
    public async Task Nobody_but_the_server_purges()
    {
        await SealSomeAsync();
        await ExecuteAsync("DELETE FROM audit_logs WHERE key LIKE 'Test.%'");
        await _server.InDatabaseAsync(db => db.AuditSeals.OrderByDescending(seal => seal.Number).Take(1)
            .ExecuteUpdateAsync(set => set.SetProperty(seal => seal.PurgeMark, seal => seal.Mark).SetProperty(seal => seal.Rows, Array.Empty<byte>())));
        Assert.Contains((await VerifyAsync()).Findings, found => found.Contains("this server did not purge them", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliveries_may_be_forgotten_after_their_own_time_and_not_before()
    {
        await SealSomeAsync(hookId: "a-hook");
        await _server.InDatabaseAsync(db => db.Audit.Where(row => row.HookId == "a-hook").ExecuteDeleteAsync());
        Assert.NotEmpty((await VerifyAsync()).Findings);
        _server.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Nodes_that_seal_at_once_seal_and_count_each_entry_once()
    {
        await AddAsync("Interaction.SignIn.Submit");
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(SealAllAsync)));
        var report = await VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(report.Entries, await _server.InDatabaseAsync(db => db.Audit.LongCountAsync()));
        Assert.True(made.Sum() <= report.Entries);
        Assert.Equal(Entries, await _server.InDatabaseAsync(db => db.DailySignIns.SumAsync(day => day.SignIns)));
    }

    private AuditLogJob Job => _server.Services.GetRequiredService<AuditLogJob>();

    private async Task SealSomeAsync(string prefix = "Test.", string? hookId = null)
    {
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        await SealAllAsync();
        await AddAsync(prefix, hookId);
        _server.Clock.Advance(SealAuditLog.Rest + TimeSpan.FromSeconds(1));
        await SealAllAsync();
    }

    private Task<int> AddAsync(string prefix = "Test.", string? hookId = null, int count = Entries) => _server.InDatabaseAsync(db =>
    {
        var now = _server.Clock.GetUtcNow().UtcDateTime;
        db.Audit.AddRange(Enumerable.Range(0, count).Select(number =>
            Entry(prefix.EndsWith('.') ? prefix + number : prefix, now.AddMilliseconds(number), Identifier.Ordered(now.AddMilliseconds(number)), hookId)));
        return db.SaveChangesAsync();
    });

    private static AuditRow Entry(string key, DateTime createdAt, string id, string? hookId = null) => new()
    {
        TenantId = "default", Id = id, Key = key, CreatedAt = createdAt, HookId = hookId,
        Payload = JsonText.FromStored($$"""{"key":"{{key}}","result":"Success"}"""),
    };

    private async Task<int> SealAllAsync()
    {
        var sum = 0;
        while (await SealAsync() is var count and > 0) sum += count;
        return sum;
    }

    /// <summary>The server's own job may be at it too, since the clock moved.</summary>
    private Task<int> SealAsync() => InScopeAsync(services => services.GetRequiredService<SealAuditLog>().ExecuteAsync(TestContext.Current.CancellationToken));

    private Task<AuditReport> VerifyAsync(string? head = null) => InScopeAsync(services => services.GetRequiredService<VerifyAuditLog>().ExecuteAsync(head, TestContext.Current.CancellationToken));

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        return await act(scope.ServiceProvider);
    }

    private Task<int> ExecuteAsync(string sql) => _server.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));

    /// <summary>How many entries of the log each deletion took.</summary>
    private sealed class Deletions : DbCommandInterceptor
    {
        public ConcurrentQueue<int> Rows { get; } = new();

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.StartsWith("DELETE FROM", StringComparison.Ordinal) && command.CommandText.Contains("audit_logs", StringComparison.Ordinal)) Rows.Enqueue(result);
            return base.NonQueryExecutedAsync(command, eventData, result, cancellationToken);
        }
    }
}
