using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gatehouse.Server.Data;

/// <summary>Tables, columns and constraints are snake_case, so that nobody has to quote them in psql.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableEntityType entity)
    {
        var table = entity.GetTableName()!;
        foreach (var property in entity.GetProperties())
            property.SetColumnName(Of(property.Name));
        foreach (var key in entity.GetKeys())
            key.SetName((key.IsPrimaryKey() ? "pk_" : "ak_") + table);
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName($"ix_{table}_{string.Join('_', index.Properties.Where(p => p.Name != "TenantId").Select(p => Of(p.Name)))}");
        foreach (var key in entity.GetForeignKeys())
            key.SetConstraintName($"fk_{table}_{string.Join('_', key.Properties.Where(p => p.Name != "TenantId").Select(p => Of(p.Name)))}");
    }

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
