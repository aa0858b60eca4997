using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.OrganizationTemplate;

/// <summary>The members of roles and scopes of the organization template that administrators write (contract/management-organizations.md 5).</summary>
internal static class TemplateFields
{
    private static readonly TextSchema NameText = Schemas.NonEmptyText.AtMost(128);
    private static readonly Field<string> NewName = NameText.Required("name");
    private static readonly Field<string> Name = NameText.Optional("name");
    private static readonly Field<string?> Description = Schemas.Text.AtMost(256).OrNull().Optional("description");
    private static readonly Field<string> Type = Schemas.OneOf([.. OrganizationRole.Types]).Optional("type");
    private static readonly ListSchema<string> Ids = Schemas.ListOf(Schemas.NonEmptyText);

    /// <summary>The quick filter of the lists.</summary>
    public static Field<string> Filter { get; } = Schemas.Text.Optional("q");

    public static Field<IReadOnlyList<string>> OrganizationScopeIds { get; } = Ids.Optional("organizationScopeIds");

    public static Field<IReadOnlyList<string>> ResourceScopeIds { get; } = Ids.Optional("resourceScopeIds");

    public static ObjectSchema OnCreateRole { get; } = new(NewName, Description, Type, OrganizationScopeIds, ResourceScopeIds);

    public static ObjectSchema OnChangeRole { get; } = new(Name, Description, Type);

    public static ObjectSchema OnCreateScope { get; } = new(NewName, Description);

    public static ObjectSchema OnChangeScope { get; } = new(Name, Description);

    /// <summary>Ids to be added; at least one.</summary>
    public static Field<IReadOnlyList<string>> IdsToAdd(string name) => Ids.NonEmpty().Required(name);

    /// <summary>Ids that take the place of what is there; maybe none.</summary>
    public static Field<IReadOnlyList<string>> IdsToKeep(string name) => Ids.Required(name);

    /// <summary>Of a body that fits any of the schemas.</summary>
    public static TemplateChange Read(Input body) => new() { Name = body.Optional(Name), Description = body.Optional(Description), Type = body.Optional(Type) };
}
