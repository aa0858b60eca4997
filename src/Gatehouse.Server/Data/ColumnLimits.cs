using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Data;

/// <summary>SQLite takes text of any length into a column of 128; here both databases refuse alike (contract 1.4).</summary>
internal static class ColumnLimits
{
    public static Refusal? FirstExceeded(GatehouseDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var property in entry.Properties)
            {
                if (property.Metadata.GetMaxLength() is not { } limit || property.CurrentValue is not string text || text.Length <= limit) continue;
                // A database counts characters; a pair of surrogates is one.
                var length = text.Length - text.Count(char.IsLowSurrogate);
                if (length <= limit) continue;
                // What is longer than every id is nobody's.
                if (property.Metadata.IsForeignKey()) return Violation.MissingRelation([entry.Metadata]);
                var sentence = $"{property.Metadata.Name}: {length} characters, at most {limit} are stored";
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

        return null;
    }
}
