using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gatehouse.Server.Console.AuditLog;

/// <summary>GET /console/{tenant}/audit-log/{entryId}: everything that one entry tells, changes beside what was there before.</summary>
internal sealed class AuditEntryPage : IConsolePage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task GetAsync(ConsoleVisit visit)
    {
        var entry = await visit.Api.ReadAsync<AuditEntryRow>("/api/logs/" + visit.RouteForUrl("entryId"));
        await visit.ShowAsync<AuditEntryView, AuditEntryModel>(entry.Key, new AuditEntryModel(entry, JsonSerializer.Serialize(entry.Payload, Indented)));
    }

    public Task PostAsync(ConsoleVisit visit) => GetAsync(visit);
}

/// <param name="Payload">Indented.</param>
internal sealed record AuditEntryModel(AuditEntryRow Entry, string Payload)
{
    /// <summary>Null where the entry names none.</summary>
    public string? UserId => Text("userId") ?? (Entry.Key.StartsWith("Change.User.", StringComparison.Ordinal) ? Text("subject") : null);

    public string? ApplicationId => Text("applicationId");

    public string? Subject => Text("subject");

    public string? SessionId => Text("sessionId");

    private string? Text(string name) => Entry.Payload.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
