using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Gatehouse.Server.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Server.Tests.Webhooks.Support;

/// <summary>A node whose dispatcher never runs, so that it leaves behind what a killed one would.</summary>
internal sealed class SleepingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SleepingServer(WebApplication app) => _app = app;

    public OutboxQueue Queue => _app.Services.GetRequiredService<OutboxQueue>();

    /// <summary>Writes one thing and ends.</summary>
    public async Task<bool> SettleAsync(Func<OutboxSettlement, Task<bool>> settle)
    {
        var settlement = ActivatorUtilities.CreateInstance<OutboxSettlement>(_app.Services);
        var running = settlement.RunAsync();
        var isOurs = await settle(settlement);
        settlement.End();
        await running;
        return isOurs;
    }

    public static async Task<SleepingServer> PrepareAsync(TestDatabase database, DateTimeOffset now)
    {
        var app = TestServer.Build(null, database, new FakeTimeProvider(now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) });
        await GatehouseApp.PrepareAsync(app.Services, TestContext.Current.CancellationToken);
        return new SleepingServer(app);
    }

    /// <summary>A hook for every event.</summary>
    public Task<string> AddHookAsync(string url) => RunAsync(async services =>
    {
        var added = await services.GetRequiredService<CreateHook>().ExecuteAsync(new HookChange
        {
            Events = new Optional<IReadOnlyList<string>>(HookEvents.All),
            Config = new Optional<JsonText>(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("url", url);
                json.WriteEndObject();
            })),
        }, CancellationToken.None);
        Assert.True(added.TryGet(out var hook, out var refused), refused?.Code);
        return hook.Id;
    });

    /// <param name="username">Null: an anonymous one.</param>
    /// <returns>The id, or the code of the refusal.</returns>
    public Task<string> AddUserAsync(string? username = null) => RunAsync(async services =>
    {
        var fields = username is null ? new UserChange() : new UserChange { Username = new Optional<string?>(username) };
        var added = await services.GetRequiredService<CreateUser>().ExecuteAsync(new UserDraft(fields, null), CancellationToken.None);
        return added.TryGet(out var user, out var refused) ? user.Id : refused.Code;
    });

    public async Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        return await act(scope.ServiceProvider);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
