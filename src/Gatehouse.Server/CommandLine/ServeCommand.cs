using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse serve</c>, also what happens without a command: prepare the database, open the ports, run until stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve until stopped (the default)");
        command.SetAction((parsed, ct) => RunAsync(PassedSettings.Of(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string[] settings, CancellationToken ct)
    {
        await using var app = GatehouseApp.Build(settings);
        await GatehouseApp.PrepareAsync(app.Services, ct);
        var options = app.Services.GetRequiredService<GatehouseOptions>();
        if (options.IsTestMode) app.Logger.TestModeIsOn();
        await app.StartAsync(ct);
        app.Logger.Serving(options.Endpoint!, options.AdminEndpoint!, app.Services.GetRequiredService<DatabaseUrl>().Name);
        await GatehouseApp.OfferSetUpAsync(app.Services, ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
