using System.Text.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>A role of the organization template as members, applications and invitations show it: the member <c>organizationRoles</c>.</summary>
internal sealed record NamedRole(string Id, string Name)
{
    public static Field<IReadOnlyList<Input>> Field { get; } =
        Schemas.ListOf(new ObjectSchema(Schemas.Text.Required("id"), Schemas.Text.Required("name"))).Required("organizationRoles");

    /// <summary>Sorted by name.</summary>
    public static void WriteAll(Utf8JsonWriter json, IEnumerable<NamedRole> roles)
    {
        json.WriteStartArray("organizationRoles"u8);
        foreach (var role in roles.OrderBy(role => role.Name, StringComparer.Ordinal).ThenBy(role => role.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, role.Id);
            json.WriteString("name"u8, role.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
