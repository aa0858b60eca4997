namespace Gatehouse.Server.Console;

/// <summary>Who changed something last, as the audit log tells.</summary>
/// <param name="Who">In one line.</param>
/// <param name="When">Milliseconds since 1970.</param>
internal sealed record LastChange(string Who, long When)
{
    private const string Changes = "Change.";

    /// <param name="path">A list of entries of the audit log about the object, the latest first: <c>/api/users/ID/timeline</c>.</param>
    /// <returns>Null where none is found, or the reader may not see it.</returns>
    public static async Task<LastChange?> OfAsync(ConsoleVisit visit, string path)
    {
        var answer = await visit.Api.GetAsync(path + "?page=1&page_size=20");
        if (!answer.IsGood) return null;
        var entry = answer.Read<List<AuditEntryRow>>().Find(row => row.Key.StartsWith(Changes, StringComparison.Ordinal));
        return entry is null ? null : new LastChange(entry.Actor.Shown, entry.CreatedAt);
    }

    /// <summary>The last change of something that has no list of its own: among the latest entries, the one that names its id.</summary>
    public static async Task<LastChange?> OfObjectAsync(ConsoleVisit visit, string id)
    {
        var answer = await visit.Api.GetAsync("/api/logs?includeAll=true&enableCap=true&page=1&page_size=50");
        if (!answer.IsGood) return null;
        var entry = answer.Read<List<AuditEntryRow>>().Find(row =>
            row.Key.StartsWith(Changes, StringComparison.Ordinal) && row.Payload.GetRawText().Contains($"\"{id}\"", StringComparison.Ordinal));
        return entry is null ? null : new LastChange(entry.Actor.Shown, entry.CreatedAt);
    }

    /// <param name="key">Of the entries of the audit log that tell of such a change.</param>
    /// <returns>Null where none is found, or the reader may not see it.</returns>
    public static async Task<LastChange?> OfKeyAsync(ConsoleVisit visit, string key)
    {
        var answer = await visit.Api.GetAsync($"/api/logs?page=1&page_size=1&enableCap=true&includeAll=true&logKey={Uri.EscapeDataString(key)}");
        return answer.IsGood && answer.Read<List<AuditEntryRow>>() is [var entry] ? new LastChange(entry.Actor.Shown, entry.CreatedAt) : null;
    }
}
