using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Roles;

/// <summary>Who holds the roles of a page: how many, and a few of them (contract/management-apps-resources-roles.md 3). Four queries, whatever the page.</summary>
internal sealed class RoleHolders
{
    private const int Featured = 3;
    private readonly ILookup<string, FeaturedUser> _users;
    private readonly ILookup<string, FeaturedApplication> _applications;
    private readonly Dictionary<string, int> _userCounts;
    private readonly Dictionary<string, int> _applicationCounts;

    private RoleHolders(
        ILookup<string, FeaturedUser> users, ILookup<string, FeaturedApplication> applications, Dictionary<string, int> userCounts, Dictionary<string, int> applicationCounts) =>
        (_users, _applications, _userCounts, _applicationCounts) = (users, applications, userCounts, applicationCounts);

    /// <summary>What stands behind the members of the row.</summary>
    public static IReadOnlyList<IField> Members { get; } =
    [
        Schemas.Integer.Required("usersCount"),
        Schemas.ListOf(new ObjectSchema(Schemas.Text.Required("id"), Schemas.Text.OrNull().Required("avatar"), Schemas.Text.OrNull().Required("name"))).Required("featuredUsers"),
        Schemas.Integer.Required("applicationsCount"),
        Schemas.ListOf(new ObjectSchema(
            Schemas.Text.Required("id"), Schemas.Text.Required("name"), Schemas.OneOf(Enum.GetNames<ApplicationType>()).Required("type"))).Required("featuredApplications"),
    ];

    public static async Task<RoleHolders> OfAsync(GatehouseDb db, IReadOnlyList<string> roleIds, CancellationToken ct)
    {
        var (userGrants, applicationGrants, allUsers, allApplications) = (db.UserRoles, db.ApplicationRoles, db.Users, db.Applications);
        var roles = db.Roles.Where(role => roleIds.Contains(role.Id));
        var userCounts = await userGrants.Where(grant => roleIds.Contains(grant.RoleId)).GroupBy(grant => grant.RoleId)
            .Select(grants => new { grants.Key, Count = grants.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var applicationCounts = await applicationGrants.Where(grant => roleIds.Contains(grant.RoleId)).GroupBy(grant => grant.RoleId)
            .Select(grants => new { grants.Key, Count = grants.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var users = await (
            from role in roles
            from grant in userGrants.Where(grant => grant.RoleId == role.Id).OrderBy(grant => grant.UserId).Take(Featured)
            join user in allUsers on grant.UserId equals user.Id
            select new FeaturedUser(role.Id, user.Id, user.Avatar, user.Name)).ToListAsync(ct);
        var applications = await (
            from role in roles
            from grant in applicationGrants.Where(grant => grant.RoleId == role.Id).OrderBy(grant => grant.ApplicationId).Take(Featured)
            join application in allApplications on grant.ApplicationId equals application.Id
            select new FeaturedApplication(role.Id, application.Id, application.Name, application.Type)).ToListAsync(ct);
        return new RoleHolders(users.ToLookup(user => user.RoleId), applications.ToLookup(application => application.RoleId), userCounts, applicationCounts);
    }

    public void Write(Utf8JsonWriter json, string roleId)
    {
        json.WriteNumber("usersCount"u8, _userCounts.GetValueOrDefault(roleId));
        json.WriteStartArray("featuredUsers"u8);
        foreach (var user in _users[roleId])
        {
            json.WriteStartObject();
            json.WriteString("id"u8, user.Id);
            json.WriteString("avatar"u8, user.Avatar);
            json.WriteString("name"u8, user.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("applicationsCount"u8, _applicationCounts.GetValueOrDefault(roleId));
        json.WriteStartArray("featuredApplications"u8);
        foreach (var application in _applications[roleId])
        {
            json.WriteStartObject();
            json.WriteString("id"u8, application.Id);
            json.WriteString("name"u8, application.Name);
            json.WriteString("type"u8, application.Type.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record FeaturedUser(string RoleId, string Id, string? Avatar, string? Name);

    private sealed record FeaturedApplication(string RoleId, string Id, string Name, ApplicationType Type);
}
