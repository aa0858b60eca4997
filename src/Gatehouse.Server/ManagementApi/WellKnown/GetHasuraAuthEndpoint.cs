using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>
/// GET /api/authn/hasura: says to a Hasura server who bears a token and whether they have the role of the header <c>expected-role</c>
/// (contract/management-misc.md 11). Whoever does not may be let in under a role for strangers.
/// </summary>
internal sealed class GetHasuraAuthEndpoint(GatehouseDb db, AccessTokenVerifier verifier) : IApiEndpoint
{
    private const string Scheme = "Bearer ";
    private static readonly Field<string> Resource = Schemas.NonEmptyText.Required("resource");
    private static readonly Field<string> UnauthorizedRole = Schemas.Text.Optional("unauthorizedRole");

    public static ApiContract Contract { get; } = new()
    {
        IsAnonymous = true,
        Query = new ObjectSchema(Resource, UnauthorizedRole),
        Answer = new ObjectSchema(Schemas.Text.Optional("X-Hasura-User-Id"), Schemas.Text.Optional("X-Hasura-Role")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var forStrangers = call.Query.Get(UnauthorizedRole);
        if (await SubjectAsync(call) is not { } userId) return Answer(null, forStrangers);
        var role = call.Headers["expected-role"].ToString();
        if (role.Length > 0 && await HasRoleAsync(userId, role, call.Aborted)) return Answer(userId, role);
        return forStrangers is null ? new Refusal("auth.expected_role_not_found", StatusCodes.Status401Unauthorized) : Answer(null, forStrangers);
    }

    /// <summary>Null without a good token for the resource.</summary>
    private async Task<string?> SubjectAsync(ApiCall call)
    {
        var header = call.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var verified = await verifier.VerifyAsync(header[Scheme.Length..], call.Query.Get(Resource), [db.TenantId], call.Aborted);
        return verified.TryGet(out var token, out _) ? token.Subject : null;
    }

    private Task<bool> HasRoleAsync(string userId, string roleName, CancellationToken ct)
    {
        var (users, grants, roles) = (db.Users, db.UserRoles, db.Roles);
        return (
            from user in users
            join grant in grants on user.Id equals grant.UserId
            join role in roles on grant.RoleId equals role.Id
            where user.Id == userId && !user.IsSuspended && role.Name == roleName
            select role.Id).AnyAsync(ct);
    }

    private static ApiResult Answer(string? userId, string? role) => ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        if (userId is not null) json.WriteString("X-Hasura-User-Id"u8, userId);
        if (role is not null) json.WriteString("X-Hasura-Role"u8, role);
        json.WriteEndObject();
    }));
}
