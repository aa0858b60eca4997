using System.CommandLine;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Seeding;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse app create-m2m</c>: a machine-to-machine application that may use the Management API.</summary>
internal static class ApplicationCommand
{
    public static Command Create()
    {
        var create = new Command("create-m2m", "Make an application for the Management API; id and secret are generated and printed");
        create.SetAction(async (parsed, ct) =>
        {
            await using var app = GatehouseApp.Build(PassedSettings.Of(parsed));
            await GatehouseApp.PrepareAsync(app.Services, ct);
            var (id, secret) = (Identifier.Long(), Identifier.Secret());
            await app.Services.GetRequiredService<Bootstrap>().AddApplicationAsync(id, secret, ct);
            await Terminal.Out.WriteLineAsync($"client_id: {id}\nclient_secret: {secret}");
            return 0;
        });
        return new Command("app", "Applications") { create };
    }
}
