using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Organizations;

/// <summary>What happens to organizations, as webhooks learn of it (contract/management-webhooks.md 6.2).</summary>
internal static class OrganizationEvents
{
    /// <summary>A list of ids in an event is cut here.</summary>
    public const int MostIds = 5000;

    public static ChangeEvent Created(Organization organization) => new("Organization.Created", organization.Id, OrganizationObject.Text(organization));

    public static ChangeEvent DataUpdated(Organization organization) => new("Organization.Data.Updated", organization.Id, OrganizationObject.Text(organization));

    public static ChangeEvent Deleted(string organizationId) => new("Organization.Deleted", organizationId, null);

    public static ChangeEvent UsersChanged(string organizationId, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed) =>
        MembershipUpdated(organizationId, ("addedUserIds", added), ("removedUserIds", removed));

    public static ChangeEvent ApplicationsChanged(string organizationId, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed) =>
        MembershipUpdated(organizationId, ("addedApplicationIds", added), ("removedApplicationIds", removed));

    /// <summary>Only real changes are named; a call that changed nothing tells the organization alone.</summary>
    private static ChangeEvent MembershipUpdated(string organizationId, params (string Name, IReadOnlyCollection<string> Ids)[] changes) =>
        new("Organization.Membership.Updated", organizationId, null)
        {
            Extras =
            [
                KeyValuePair.Create("organizationId", JsonText.Write(json => json.WriteStringValue(organizationId))),
                .. changes.Where(change => change.Ids.Count > 0).Select(change => KeyValuePair.Create(change.Name, JsonText.Strings(change.Ids.Take(MostIds)))),
            ],
        };
}
