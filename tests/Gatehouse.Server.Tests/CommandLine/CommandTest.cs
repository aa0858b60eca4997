using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.CommandLine;

/// <summary>The program as a process of its own, with settings from the environment, on a database that nobody else has.</summary>
public abstract class CommandTest : IAsyncLifetime
{
    private protected TestDatabase Database { get; private set; } = null!;

    private protected Dictionary<string, string> Environment { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Environment = new Dictionary<string, string>
        {
            ["DB_URL"] = Database.Url, ["SECRET_KEY_FILE"] = Path.Combine(Database.Folder, "gatehouse.key"), ["SQLITE_SYNCHRONOUS"] = "OFF",
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => ServerProcess.RunAsync(Database.Folder, Environment, arguments);
}
