namespace Gatehouse.Server.Console;

/// <summary>Who changed something last, as the audit log tells.</summary>
/// <param name="Who">In one line.</param>
/// <param name="When">Milliseconds since 1970.</param>
internal sealed record LastChange(string Who, long When)
{
    private const int MostRead = 50;

    /// <summary>Of one object.</summary>
    /// <param name="key">Of the entries of the audit log that tell of such a change; null for any.</param>
    /// <param name="part">The id of something in it, for the latest changes that name it; null for the whole.</param>
    /// <returns>Null where none is found, or the reader may not see it.</returns>
    public static Task<LastChange?> OfObjectAsync(ConsoleVisit visit, string id, string? key = null, string? part = null) =>
        FindAsync(visit, $"subject={Uri.EscapeDataString(id)}&logKey={Uri.EscapeDataString(key ?? "")}", part);

    /// <summary>Of something that there is once.</summary>
    /// <inheritdoc cref="OfObjectAsync"/>
    public static Task<LastChange?> OfKeyAsync(ConsoleVisit visit, string key) => FindAsync(visit, "includeAll=true&logKey=" + Uri.EscapeDataString(key));

    private static async Task<LastChange?> FindAsync(ConsoleVisit visit, string filter, string? part = null)
    {
        var answer = await visit.Api.GetAsync($"/api/logs?page=1&page_size={(part is null ? 1 : MostRead)}&enableCap=true&{filter}");
        var entry = answer.IsGood ? answer.Read<List<AuditEntryRow>>().Find(row => part is null || row.Payload.GetRawText().Contains($"\"{part}\"", StringComparison.Ordinal)) : null;
        return entry is null ? null : new LastChange(entry.Actor.Shown, entry.CreatedAt);
    }
}
