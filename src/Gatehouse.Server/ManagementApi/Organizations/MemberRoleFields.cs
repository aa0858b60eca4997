using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>The roles that a member gets: by id, by name, or both (contract/management-organizations.md 2).</summary>
internal static class MemberRoleFields
{
    private static readonly Field<IReadOnlyList<string>> Ids = OrganizationFields.Ids.Optional("organizationRoleIds");
    private static readonly Field<IReadOnlyList<string>> Names = OrganizationFields.Ids.Optional("organizationRoleNames");

    public static ObjectSchema Body { get; } = new(Ids, Names);

    public static (IReadOnlyList<string> Ids, IReadOnlyList<string> Names) Read(Input body) => (body.Get(Ids) ?? [], body.Get(Names) ?? []);
}
