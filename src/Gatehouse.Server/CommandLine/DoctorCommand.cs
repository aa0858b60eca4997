using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse doctor</c>: what the server believes about itself, and what it would stumble over; changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Show what the server believes about its addresses, proxies, keys and database; exit code 2 on a finding");
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = GatehouseApp.Build(PassedSettings.Of(parsed));
            var findings = 0;
            foreach (var (name, value, problem) in await ExamineAsync(app, ct))
            {
                await Terminal.Out.WriteLineAsync($"{(problem is null ? "ok  " : "!!  ")} {name,-22} {value}");
                if (problem is null) continue;
                findings++;
                await Terminal.Out.WriteLineAsync($"     {problem}");
            }

            return findings == 0 ? 0 : 2;
        });
        return command;
    }

    private static async Task<List<(string Name, string Value, string? Problem)>> ExamineAsync(WebApplication app, CancellationToken ct)
    {
        var options = app.Services.GetRequiredService<GatehouseOptions>();
        var url = app.Services.GetRequiredService<DatabaseUrl>();
        var key = app.Services.GetRequiredService<SecretKey>();
        return
        [
            Address("endpoint", options.Endpoint!, options),
            Address("admin endpoint", options.AdminEndpoint!, options),
            ("issuer", options.Endpoint + "/oidc", null),
            ("listens on", $"{options.ListenAddress}, ports {options.Port} and {options.AdminPort}", null),
            ("proxy headers", options.TrustsProxyHeader ? $"believed from {options.TrustedProxies}" : "ignored", null),
            ("outbound networks", options.OutboundAllowedNetworks is { Length: > 0 } list ? $"public, and {list}" : "public only", null),
            ("secret key", options.SecretKey is not null ? "from SECRET_KEY" : key.FilePath,
                options.SecretKey is null && !File.Exists(key.FilePath) ? "The file is not there yet; the first start makes it. Back it up apart from the database." : null),
            await DatabaseAsync(app, url, ct),
        ];
    }

    private static (string Name, string Value, string? Problem) Address(string name, string address, GatehouseOptions options)
    {
        var url = new Uri(address);
        string? problem = null;
        if (url.Scheme == "http" && !url.IsLoopback)
            problem = "Browsers and OpenID clients refuse a public issuer without TLS. Put a proxy with TLS in front and set the https address here.";
        else if (url.Scheme == "https" && !options.TrustsProxyHeader)
            problem = "The address is https, but this server speaks http behind a proxy whose X-Forwarded-* headers it ignores: set TRUST_PROXY_HEADER=1 and TRUSTED_PROXIES.";
        return (name, address, problem);
    }

    private static async Task<(string Name, string Value, string? Problem)> DatabaseAsync(WebApplication app, DatabaseUrl url, CancellationToken ct)
    {
        if (url.SqlitePath is { } path && !File.Exists(path)) return ("database", url.Name, "The file is not there yet; the first start makes it.");
        try
        {
            using var scope = app.Services.CreateScope();
            var schema = scope.ServiceProvider.GetRequiredService<SchemaUpgrade>();
            var missing = HandWrittenMigrations.Ids.Except(await schema.AppliedAsync(ct)).Count();
            return ("database", url.Name, missing == 0 ? null : $"{missing} migrations are missing; the next start applies them.");
        }
        catch (System.Data.Common.DbException problem)
        {
            return ("database", url.Name, $"It does not answer: {problem.Message}");
        }
    }
}
