using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>Writes the audit entry of a change: who, from where, what, before and after. Secret columns are named, their values never.</summary>
internal static class AuditEntry
{
    private const string Masked = "******";

    /// <param name="facts">Members beside the changes, for what no row tells.</param>
    public static AuditRow Of(
        string tenantId, string key, string? subject, ChangeOrigin origin, IEnumerable<EntityEntry> changed, DateTime now, Action<Utf8JsonWriter>? facts = null) => new()
    {
        TenantId = tenantId,
        Id = Identifier.Ordered(now),
        Key = key,
        CreatedAt = now,
        UserId = key.StartsWith("Change.User.", StringComparison.Ordinal) ? subject : null,
        Subject = subject,
        ApplicationId = origin.ActorType == "app" ? origin.ActorId : null,
        Payload = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("key", key);
            writer.WriteString("result", "Success");
            if (origin.Ip is not null) writer.WriteString("ip", origin.Ip);
            if (origin.UserAgent is not null) writer.WriteString("userAgent", origin.UserAgent);
            writer.WriteStartObject("actor");
            writer.WriteString("type", origin.ActorType);
            if (origin.ActorId is not null) writer.WriteString("id", origin.ActorId);
            if (origin.ActorName is not null) writer.WriteString("name", origin.ActorName);
            writer.WriteEndObject();
            if (origin.JobId is not null) writer.WriteString("jobId", origin.JobId);
            if (subject is not null) writer.WriteString("subject", subject);
            facts?.Invoke(writer);
            writer.WriteStartArray("changes");
            foreach (var entry in changed.Where(entry => entry.Metadata.FindAnnotation(TableNotes.Silent) is null))
                WriteChange(writer, entry);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }),
    };

    private static void WriteChange(Utf8JsonWriter writer, EntityEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("entity", entry.Metadata.GetTableName());
        writer.WriteString("change", entry.State.ToString());
        if (entry.State != EntityState.Added) WriteValues(writer, "before", entry, property => property.OriginalValue);
        if (entry.State != EntityState.Deleted) WriteValues(writer, "after", entry, property => property.CurrentValue);
        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, EntityEntry entry, Func<PropertyEntry, object?> valueOf)
    {
        writer.WriteStartObject(name);
        foreach (var property in entry.Properties)
        {
            var isKey = property.Metadata.IsPrimaryKey();
            if (property.Metadata.Name is "TenantId" or RowVersion.Name) continue;
            if (entry.State == EntityState.Modified && !isKey && !property.IsModified) continue;
            var value = valueOf(property);
            if (value is null && entry.State != EntityState.Modified) continue;
            writer.WritePropertyName(char.ToLowerInvariant(property.Metadata.Name[0]) + property.Metadata.Name[1..]);
            var isSecret = property.Metadata.FindAnnotation(TableNotes.Secret) is not null || property.Metadata.ClrType == typeof(SealedText);
            WriteValue(writer, isSecret && value is not null ? Masked : value);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case JsonText json: json.WriteTo(writer); break;
            case DateTime time: writer.WriteStringValue(time); break;
            case int or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            default: writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
