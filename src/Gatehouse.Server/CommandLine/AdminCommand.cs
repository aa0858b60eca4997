using System.CommandLine;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Seeding;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse admin create USERNAME</c>: an administrator with a generated password, shown once.</summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        var username = new Argument<string>("username") { Description = "Letters, digits and underscores, not beginning with a digit" };
        var create = new Command("create", "Make an administrator; the password is generated and printed") { username };
        create.SetAction(async (parsed, ct) =>
        {
            await using var app = GatehouseApp.Build(PassedSettings.Of(parsed));
            await GatehouseApp.PrepareAsync(app.Services, ct);
            var password = TemporaryPassword.New();
            if (!await app.Services.GetRequiredService<Bootstrap>().AddAdministratorAsync(parsed.GetRequiredValue(username), password, ct))
            {
                await Terminal.Error.WriteLineAsync("There is a user of that name already; nothing was changed.");
                return 1;
            }

            await Terminal.Out.WriteLineAsync($"username: {parsed.GetValue(username)}\npassword: {password}");
            return 0;
        });
        return new Command("admin", "Administrators") { create };
    }
}
