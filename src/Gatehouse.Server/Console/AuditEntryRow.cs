using System.Text.Json;

namespace Gatehouse.Server.Console;

/// <summary>An entry of the audit log as the API shows it (docs/audit.md).</summary>
/// <param name="Key">What happened: <c>Change.User.Updated</c>.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
internal sealed record AuditEntryRow(string Id, string Key, JsonElement Payload, long CreatedAt)
{
    public AuditActor Actor => Payload.TryGetProperty("actor", out var actor)
        ? new AuditActor(Text(actor, "type") ?? "", Text(actor, "id"), Text(actor, "name"))
        : new AuditActor(Text(Payload, "userId") is null ? "app" : "user", Text(Payload, "userId") ?? Text(Payload, "applicationId"), null);

    public string? Ip => Text(Payload, "ip");

    public string? UserAgent => Text(Payload, "userAgent");

    public bool IsGood => Text(Payload, "result") is null or "Success";

    /// <summary>Rows were changed, not just made or deleted: before and after are worth comparing.</summary>
    public bool IsComparison => Payload.TryGetProperty("changes", out var changes) && changes.ValueKind == JsonValueKind.Array
        && changes.EnumerateArray().All(change => Text(change, "change") is "Modified");

    /// <summary>What went wrong, where something did: the code of the refusal.</summary>
    public string? Error => Payload.TryGetProperty("error", out var error)
        ? error.ValueKind == JsonValueKind.Object ? Text(error, "code") : error.ValueKind == JsonValueKind.String ? error.GetString() : null : null;

    /// <summary>The members that were changed, of all rows, in the log's order.</summary>
    public IReadOnlyList<AuditDifference> Differences => Payload.TryGetProperty("changes", out var changes) && changes.ValueKind == JsonValueKind.Array
        ? [.. changes.EnumerateArray().SelectMany(DifferencesOf)] : [];

    private static IEnumerable<AuditDifference> DifferencesOf(JsonElement change)
    {
        var (entity, before, after) = (Text(change, "entity") ?? "", Member(change, "before"), Member(change, "after"));
        var names = before.Keys.Concat(after.Keys).Distinct();
        foreach (var name in names)
        {
            var (was, isNow) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            // A key tells which row it is and never changes; that a row was changed now is no news.
            if (was != isNow && name != "updatedAt") yield return new AuditDifference(entity, name, was, isNow);
        }
    }

    private static Dictionary<string, string?> Member(JsonElement change, string name) =>
        change.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(value => value.Name, value => Shown(value.Value)) : [];

    private static string? Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static string? Text(JsonElement place, string name) => place.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}

/// <summary>Who did something.</summary>
/// <param name="Type"><c>app</c>, <c>user</c>, <c>administrator</c>, <c>interaction</c>, <c>system</c>; may be empty.</param>
/// <param name="Name">Where the log knows it.</param>
internal sealed record AuditActor(string Type, string? Id, string? Name)
{
    public string Shown => Name ?? Id ?? Type;
}

/// <summary>A member of a row that was changed.</summary>
/// <param name="Entity">The table.</param>
/// <param name="Before">Null: nothing was there.</param>
/// <param name="After">Null: nothing is there.</param>
internal sealed record AuditDifference(string Entity, string Name, string? Before, string? After);
