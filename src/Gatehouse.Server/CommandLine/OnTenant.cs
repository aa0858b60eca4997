using System.CommandLine;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;

namespace Gatehouse.Server.CommandLine;

/// <summary>What the commands have in common that work on one tenant's rows, on the database itself and without a listening server.</summary>
internal static class OnTenant
{
    /// <summary><c>--tenant</c>; <c>default</c> unless given.</summary>
    public static Option<string> Option(string description) => new("--tenant") { Description = description, DefaultValueFactory = _ => TenantEndpoints.Default };

    /// <summary>A server that listens nowhere. The standard output is for the command's answer, not for log lines.</summary>
    /// <param name="more">Settings that win over all others.</param>
    public static WebApplication Build(ParseResult parsed, params IEnumerable<string> more) => GatehouseApp.Build([.. PassedSettings.Of(parsed), .. more], builder =>
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    /// <summary>Runs the command in the tenant's scope, on a schema that is up to date.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(ParseResult parsed, Option<string> tenant, Func<IServiceProvider, Task<int>> run, CancellationToken ct) =>
        RunAsync(parsed, parsed.GetRequiredValue(tenant), run, ct);

    /// <inheritdoc cref="RunAsync(ParseResult, Option{string}, Func{IServiceProvider, Task{int}}, CancellationToken)"/>
    public static async Task<int> RunAsync(ParseResult parsed, string tenantId, Func<IServiceProvider, Task<int>> run, CancellationToken ct)
    {
        await using var app = Build(parsed);
        await GatehouseApp.PrepareAsync(app.Services, ct);
        await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().OfTenant(tenantId);
        if (await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Tenants.AnyAsync(tenant => tenant.Id == tenantId, ct)) return await run(scope.ServiceProvider);
        await Terminal.Error.WriteLineAsync($"There is no tenant '{tenantId}'.");
        return 1;
    }
}
