using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>Who may use an application, as it is sent and shown (contract/management-apps-resources-roles.md 1.8).</summary>
internal static class AccessControlObject
{
    private const int MostSent = 2000;
    private const int MostKept = 1000;

    private static readonly Schema<IReadOnlyList<string>> Ids = Schemas.ListOf(Schemas.NonEmptyText).AtMost(MostSent)
        .As<IReadOnlyList<string>, IReadOnlyList<string>>(ids => [.. ids.Distinct()]).Where(TooMany);

    private static readonly Field<string> OrganizationId = Schemas.NonEmptyText.Required("organizationId");
    private static readonly Field<IReadOnlyList<string>> OrganizationRoleIds = Ids.Required("organizationRoleIds");
    private static readonly Field<IReadOnlyList<string>> UserIds = Ids.Required("userIds");
    private static readonly Field<IReadOnlyList<string>> UserRoleIds = Ids.Required("userRoleIds");
    private static readonly Field<IReadOnlyList<string>> OrganizationIds = Ids.Required("organizationIds");

    private static readonly Field<IReadOnlyList<NewAccessRule>> OrganizationRoleRules =
        Schemas.ListOf(new ObjectSchema(OrganizationId, OrganizationRoleIds)).AtMost(MostSent)
            .As<IReadOnlyList<Input>, IReadOnlyList<NewAccessRule>>(groups => [.. groups.GroupBy(group => group.Get(OrganizationId)!).SelectMany(Merge)])
            .Where(rules => TooMany([.. rules.Select(rule => rule.TargetId).Distinct()])).Required("organizationRoleRules");

    public static ObjectSchema Body { get; } = new(UserIds, UserRoleIds, OrganizationIds, OrganizationRoleRules);

    public static ObjectSchema Shape { get; } = new(
        UserIds, UserRoleIds, OrganizationIds, Schemas.ListOf(new ObjectSchema(OrganizationId, OrganizationRoleIds)).Required("organizationRoleRules"));

    public static IReadOnlyList<NewAccessRule> Read(Input body) =>
    [
        .. body.Get(UserIds)!.Select(id => new NewAccessRule(AccessRuleKind.User, id)),
        .. body.Get(UserRoleIds)!.Select(id => new NewAccessRule(AccessRuleKind.UserRole, id)),
        .. body.Get(OrganizationIds)!.Select(id => new NewAccessRule(AccessRuleKind.Organization, id)),
        .. body.Get(OrganizationRoleRules)!,
    ];

    /// <summary>Sorted by id.</summary>
    public static JsonText Text(IReadOnlyList<AccessRule> rules) => JsonText.Write(json =>
    {
        var byKind = rules.OrderBy(rule => rule.TargetId, StringComparer.Ordinal).ThenBy(rule => rule.OrganizationRoleId, StringComparer.Ordinal).ToLookup(rule => rule.Kind);
        json.WriteStartObject();
        foreach (var (name, kind) in (ReadOnlySpan<(string, AccessRuleKind)>)
            [("userIds", AccessRuleKind.User), ("userRoleIds", AccessRuleKind.UserRole), ("organizationIds", AccessRuleKind.Organization)])
        {
            json.WritePropertyName(name);
            JsonText.Strings(byKind[kind].Select(rule => rule.TargetId)).WriteTo(json);
        }

        json.WriteStartArray("organizationRoleRules"u8);
        foreach (var organization in byKind[AccessRuleKind.OrganizationRole].GroupBy(rule => rule.TargetId))
        {
            json.WriteStartObject();
            json.WriteString("organizationId"u8, organization.Key);
            json.WritePropertyName("organizationRoleIds"u8);
            JsonText.Strings(organization.Select(rule => rule.OrganizationRoleId)).WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Several groups of one organization are one; a group that names no role stays visible as a rule without one.</summary>
    private static IEnumerable<NewAccessRule> Merge(IGrouping<string, Input> groups) =>
        groups.SelectMany(group => group.Get(OrganizationRoleIds)!).Distinct().DefaultIfEmpty("").Select(roleId => new NewAccessRule(AccessRuleKind.OrganizationRole, groups.Key, roleId));

    private static string? TooMany(IReadOnlyList<string> ids) => ids.Count > MostKept ? $"Must name at most {MostKept} different ones" : null;
}
