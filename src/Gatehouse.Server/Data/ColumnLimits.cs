using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Server.Data;

/// <summary>SQLite takes text of any length into a column of 128; here both databases refuse alike (contract 1.4).</summary>
internal static class ColumnLimits
{
    public static Refusal? FirstExceeded(GatehouseDb db) => db.ChangeTracker.Entries()
        .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
        .SelectMany(entry => entry.Properties.Select(property => Judge(entry.Metadata, property.Metadata, () => property.CurrentValue)))
        .FirstOrDefault(tooLong => tooLong is not null);

    /// <summary>Of a row that nobody tracks.</summary>
    public static Refusal? FirstExceeded<T>(GatehouseDb db, T row) where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        return entity.GetProperties()
            .Where(property => !property.IsShadowProperty())
            .Select(property => Judge(entity, property, () => property.GetGetter().GetClrValue(row)))
            .FirstOrDefault(tooLong => tooLong is not null);
    }

    private static Refusal? Judge(IReadOnlyEntityType entity, IReadOnlyProperty property, Func<object?> value)
    {
        if (property.GetMaxLength() is not { } limit || value() is not string text || text.Length <= limit) return null;
        // A database counts characters; a pair of surrogates is one.
        var length = text.Length - text.Count(char.IsLowSurrogate);
        if (length <= limit) return null;
        // What is longer than every id is nobody's.
        if (property.IsForeignKey()) return Violation.MissingRelation([entity]);
        var sentence = $"{property.Name}: {length} characters, at most {limit} are stored";
        return new Refusal("entity.value_too_long", 422)
        {
            Data = JsonText.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("message", sentence);
                writer.WriteEndObject();
            }),
        };
    }
}
