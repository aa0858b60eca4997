using Gatehouse.Protocol.Claims;
using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Grants;

/// <summary>Reads what the claims of a user are made of, with a query for each that does not stand in the user's own row (contract/oidc.md 10).</summary>
internal sealed class ClaimsReader(GatehouseDb db, Snapshots snapshots)
{
    /// <param name="claims">The claims that will be written: the rest is not read.</param>
    public async Task<ClaimSource> ReadAsync(User user, IReadOnlyList<string> claims, CancellationToken ct) => new()
    {
        Subject = user.Id,
        Username = user.Username,
        Name = user.Name,
        Avatar = user.Avatar,
        PrimaryEmail = user.PrimaryEmail,
        PrimaryPhone = user.PrimaryPhone,
        CreatedAt = user.CreatedAt.ToEpochMilliseconds(),
        UpdatedAt = user.UpdatedAt.ToEpochMilliseconds(),
        Profile = user.Profile.ToElement(),
        CustomData = claims.Contains("custom_data") ? user.CustomData.ToElement() : default,
        Identities = claims.Contains("identities") ? (await IdentitiesAsync(user.Id, ct)).ToElement() : default,
        SsoIdentities = claims.Contains("sso_identities") ? (await SsoIdentitiesAsync(user.Id, ct)).ToElement() : default,
        Roles = claims.Contains("roles") ? await RolesAsync(user.Id, ct) : [],
        Organizations = claims.Contains("organizations") || claims.Contains("organization_data") ? await OrganizationsAsync(user.Id, ct) : [],
        OrganizationRoles = claims.Contains("organization_roles") ? await OrganizationRolesAsync(user.Id, ct) : [],
    };

    private async Task<JsonText> IdentitiesAsync(string userId, CancellationToken ct)
    {
        var identities = await db.UserIdentities.AsNoTracking().Where(identity => identity.UserId == userId).ToListAsync(ct);
        return JsonText.Write(json => UserObject.WriteIdentities(json, identities));
    }

    private async Task<JsonText> SsoIdentitiesAsync(string userId, CancellationToken ct)
    {
        var identities = await db.UserSsoIdentities.AsNoTracking().Where(identity => identity.UserId == userId).OrderBy(identity => identity.Id).ToListAsync(ct);
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var identity in identities)
            {
                json.WriteStartObject();
                json.WriteString("issuer", identity.Issuer);
                json.WriteString("identityId", identity.IdentityId);
                json.WritePropertyName("detail");
                identity.Detail.WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private async Task<IReadOnlyList<string>> RolesAsync(string userId, CancellationToken ct)
    {
        var held = await db.UserRoles.Where(grant => grant.UserId == userId).Select(grant => grant.RoleId).ToListAsync(ct);
        var directory = (await snapshots.GetAsync(db.TenantId, ct)).Get<RoleDirectory>();
        return [.. directory.All.Where(role => held.Contains(role.Id)).Select(role => role.Name)];
    }

    private async Task<IReadOnlyList<OrganizationClaim>> OrganizationsAsync(string userId, CancellationToken ct)
    {
        var (members, organizations) = (db.OrganizationUsers, db.Organizations);
        return await (
            from member in members
            where member.UserId == userId
            join organization in organizations on member.OrganizationId equals organization.Id
            orderby organization.Id
            select new OrganizationClaim(organization.Id, organization.Name, organization.Description)).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<string>> OrganizationRolesAsync(string userId, CancellationToken ct)
    {
        var (granted, roles) = (db.OrganizationUserRoles, db.OrganizationRoles);
        var held = await (
            from grant in granted
            where grant.UserId == userId
            join role in roles on grant.OrganizationRoleId equals role.Id
            orderby grant.OrganizationId, role.Name
            select new { grant.OrganizationId, role.Name }).ToListAsync(ct);
        return [.. held.Select(role => $"{role.OrganizationId}:{role.Name}")];
    }
}
