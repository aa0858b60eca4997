using System.CommandLine;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Platform;
using Gatehouse.Server.Tenants;
using Microsoft.Extensions.Logging.Console;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse audit verify</c> and <c>audit export</c>: the audit log, on the database itself (docs/audit.md).</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The audit log") { Verify(), Export() };

    private static Command Verify()
    {
        var tenant = Tenant("Whose log");
        var head = new Option<string?>("--head") { Description = "A head that an earlier verification printed: it must still be in the chain" };
        var verify = new Command("verify", "Hold the log against its seals; exit code 2 when an entry or a seal was altered, removed or added") { tenant, head };
        verify.SetAction((parsed, ct) => RunAsync(parsed, tenant, async services =>
        {
            var report = await services.GetRequiredService<VerifyAuditLog>().ExecuteAsync(parsed.GetValue(head), ct);
            await Terminal.Out.WriteLineAsync(
                $"seals: {report.Seals}\nentries: {report.Entries}\npurged: {report.Purged}\nnot sealed yet: {report.Unsealed}\nhead: {report.Head}");
            foreach (var finding in report.Findings) await Terminal.Error.WriteLineAsync(finding);
            return report.Findings.Count == 0 ? 0 : 2;
        }, ct));
        return verify;
    }

    private static Command Export()
    {
        var tenant = Tenant("Whose log");
        var user = new Option<string?>("--user") { Description = "Only entries about the user with this id" };
        var application = new Option<string?>("--application") { Description = "Only entries of the application with this id" };
        var key = new Option<string?>("--key") { Description = "Only entries with this key" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Only entries since then" };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Only entries until then" };
        var export = new Command("export", "Write entries to the standard output as NDJSON, the oldest first") { tenant, user, application, key, from, to };
        export.SetAction((parsed, ct) => RunAsync(parsed, tenant, async services =>
        {
            var filter = new LogFilter(
                parsed.GetValue(user), parsed.GetValue(application), parsed.GetValue(key), parsed.GetValue(from)?.UtcDateTime, parsed.GetValue(to)?.UtcDateTime, IncludesAll: true);
            await using var output = Terminal.OpenOutput();
            await foreach (var piece in ExportAuditLog.ExecuteAsync(services.GetRequiredService<GatehouseDb>(), filter, ct)) await output.WriteAsync(piece, ct);
            return 0;
        }, ct));
        return export;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Option<string> tenant, Func<IServiceProvider, Task<int>> run, CancellationToken ct)
    {
        // The standard output is for the answer, not for log lines.
        await using var app = GatehouseApp.Build(PassedSettings.Of(parsed), builder =>
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        await GatehouseApp.PrepareAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = parsed.GetRequiredValue(tenant);
        return await run(scope.ServiceProvider);
    }

    private static Option<string> Tenant(string description)
    {
        var tenant = new Option<string>("--tenant") { Description = description, DefaultValueFactory = _ => TenantEndpoints.Default };
        tenant.AcceptOnlyFromAmong(TenantEndpoints.Default, TenantEndpoints.Admin);
        return tenant;
    }
}
