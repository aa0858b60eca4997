using System.CommandLine;
using Gatehouse.Server.Audit;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform;

namespace Gatehouse.Server.CommandLine;

/// <summary><c>gatehouse audit verify</c> and <c>audit export</c>: the audit log, on the database itself (docs/audit.md).</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The audit log") { Verify(), Export() };

    private static Command Verify()
    {
        var tenant = OnTenant.Option("Whose log");
        var head = new Option<string?>("--head") { Description = "A head that an earlier verification printed: it must still be in the chain" };
        var verify = new Command("verify", "Hold the log against its seals; exit code 2 when an entry or a seal was altered, removed or added") { tenant, head };
        verify.SetAction((parsed, ct) => OnTenant.RunAsync(parsed, tenant, async services =>
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
        var tenant = OnTenant.Option("Whose log");
        var user = new Option<string?>("--user") { Description = "Only entries about the user with this id" };
        var subject = new Option<string?>("--subject") { Description = "Only changes of the thing with this id" };
        var application = new Option<string?>("--application") { Description = "Only entries of the application with this id" };
        var key = new Option<string?>("--key") { Description = "Only entries with this key" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Only entries since then" };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Only entries until then" };
        var export = new Command("export", "Write entries to the standard output as NDJSON, the oldest first") { tenant, user, subject, application, key, from, to };
        export.SetAction((parsed, ct) => OnTenant.RunAsync(parsed, tenant, async services =>
        {
            var filter = new LogFilter(
                parsed.GetValue(user), parsed.GetValue(application), parsed.GetValue(key), parsed.GetValue(from)?.UtcDateTime, parsed.GetValue(to)?.UtcDateTime, IncludesAll: true)
            { Subject = parsed.GetValue(subject) };
            await using var output = Terminal.OpenOutput();
            await foreach (var piece in ExportAuditLog.ExecuteAsync(services.GetRequiredService<GatehouseDb>(), filter, ct)) await output.WriteAsync(piece, ct);
            return 0;
        }, ct));
        return export;
    }
}
