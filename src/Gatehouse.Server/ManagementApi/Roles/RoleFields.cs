using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>The members of a role that administrators write (contract/management-apps-resources-roles.md 3).</summary>
internal static class RoleFields
{
    private static readonly TextSchema Line = Schemas.NonEmptyText.AtMost(128);
    private static readonly Field<string> NewName = Line.Required("name");
    private static readonly Field<string> NewDescription = Line.Required("description");
    private static readonly Field<string> Name = Line.Optional("name");
    private static readonly Field<string> Description = Line.Optional("description");
    private static readonly Field<bool> IsDefault = Schemas.Flag.Optional("isDefault");

    public static Schema<string> TypeName { get; } = Schemas.OneOf(Enum.GetNames<RoleType>());

    /// <summary>Never changes after the creation.</summary>
    public static Field<string> Type { get; } = TypeName.Optional("type");

    public static Field<IReadOnlyList<string>> ScopeIds { get; } = Schemas.ListOf(Schemas.NonEmptyText).Optional("scopeIds");

    public static ObjectSchema OnCreate { get; } = new(NewName, NewDescription, Type, IsDefault, ScopeIds);

    public static ObjectSchema OnChange { get; } = new(Name, Description, IsDefault);

    /// <summary>The ids of a relation's other side; at least one.</summary>
    public static Field<IReadOnlyList<string>> Ids(string name) => Schemas.ListOf(Schemas.NonEmptyText).NonEmpty().Required(name);

    /// <summary>Of a body that fits either schema.</summary>
    public static RoleChange Read(Input body) => new()
    {
        Name = body.Optional(Name),
        Description = body.Optional(Description),
        IsDefault = body.Optional(IsDefault),
    };
}
