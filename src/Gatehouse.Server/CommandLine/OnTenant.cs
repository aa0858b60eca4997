using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Tenants;
using Microsoft.Extensions.Logging.Console;

namespace Gatehouse.Server.CommandLine;

/// <summary>What the commands have in common that work on one tenant's rows, on the database itself and without a listening server.</summary>
internal static class OnTenant
{
    /// <summary><c>--tenant</c>; <c>default</c> unless given.</summary>
    public static Option<string> Option(string description)
    {
        var tenant = new Option<string>("--tenant") { Description = description, DefaultValueFactory = _ => TenantEndpoints.Default };
        tenant.AcceptOnlyFromAmong(TenantEndpoints.Default, TenantEndpoints.Admin);
        return tenant;
    }

    /// <summary>A server that listens nowhere. The standard output is for the command's answer, not for log lines.</summary>
    public static WebApplication Build(ParseResult parsed) => GatehouseApp.Build(PassedSettings.Of(parsed), builder =>
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    /// <summary>Runs the command in the tenant's scope, on a schema that is up to date.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ParseResult parsed, Option<string> tenant, Func<IServiceProvider, Task<int>> run, CancellationToken ct)
    {
        await using var app = Build(parsed);
        await GatehouseApp.PrepareAsync(app.Services, ct);
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().OfTenant(parsed.GetRequiredValue(tenant));
        return await run(scope.ServiceProvider);
    }
}
