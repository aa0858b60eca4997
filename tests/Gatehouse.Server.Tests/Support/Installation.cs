using Gatehouse.Server.Hosting;
using Gatehouse.Server.Tests.Support;

[assembly: AssemblyFixture(typeof(Installation))]

namespace Gatehouse.Server.Tests.Support;

/// <summary>What a server makes of an empty database, made once: most of a server's start is migrations and seeds, and the same each time.</summary>
public sealed class Installation : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDatabase>> Prepared = new(PrepareAsync);

    internal static Task<TestDatabase> GetAsync() => Prepared.Value;

    public async ValueTask DisposeAsync()
    {
        if (Prepared.IsValueCreated && Prepared.Value.IsCompletedSuccessfully) await (await Prepared.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> PrepareAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var app = TestServer.Build(settings: null, database);
        await using (app) await GatehouseApp.PrepareAsync(app.Services, CancellationToken.None);
        await database.CloseAsync();
        return database;
    }
}
