using Gatehouse.Server.Administrators;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi;

/// <summary>
/// Who may use the Management API: the bearer of an access token for the tenant's Management API with scope <c>all</c>, made by the tenant
/// itself or by the admin tenant, and the console in the name of an administrator, within the rights of the role. Checks in the order of contract/management-api.md 1.2; at their end a suspended user is told so.
/// </summary>
internal static class ManagementAuthentication
{
    private const string DevelopmentHeader = "development-user-id";

    public static async Task<Checked<ApiPrincipal>> AuthenticateAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var tenantId = services.GetRequiredService<CurrentTenant>().Id;
        if (http.Features.Get<ActingAdministrator>() is { } administrator) return Admit(http, administrator, tenantId);
        if (services.GetRequiredService<GatehouseOptions>().IsTestMode && http.Request.Headers[DevelopmentHeader].ToString() is { Length: > 0 } stated)
            return new ApiPrincipal("user", stated);

        if (!BearerHeader.Read(http.Request).TryGet(out var sent, out var refused)) return refused;
        string[] issuers = tenantId == TenantEndpoints.Admin ? [tenantId] : [tenantId, TenantEndpoints.Admin];
        var verified = await services.GetRequiredService<AccessTokenVerifier>()
            .VerifyAsync(sent, ApiResource.ManagementIndicator(tenantId), issuers, http.RequestAborted);
        if (!verified.TryGet(out var token, out refused)) return refused;
        if (token.Subject is not { Length: > 0 } subject) return new Refusal("auth.jwt_sub_missing", StatusCodes.Status401Unauthorized);
        if (!token.Scope.Split(' ').Contains("all")) return new Refusal("auth.forbidden", StatusCodes.Status403Forbidden);
        if (subject == token.ClientId) return new ApiPrincipal("app", subject);
        return await IsSuspendedAsync(services.GetRequiredService<GatehouseDb>(), token.TenantId, subject, http.RequestAborted) ? UserRefusals.Suspended : new ApiPrincipal("user", subject);
    }

    /// <summary>An administrator at the console: what the role allows, operation by operation.</summary>
    private static Checked<ApiPrincipal> Admit(HttpContext http, ActingAdministrator administrator, string tenantId)
    {
        var role = Enum.Parse<AdministratorRole>(administrator.Role);
        var route = http.GetEndpoint()!.Metadata.GetRequiredMetadata<ApiPath>().Pattern;
        var asked = QueryPairs.Read(http.Request.QueryString.Value).Select(pair => pair.Key);
        return AdministratorRights.Allow(role, http.Request.Method, route, tenantId == TenantEndpoints.Admin) && AdministratorRights.AllowParameters(role, asked)
            ? new AdministratorPrincipal(administrator.UserId, administrator.Name, role) : AdministratorRefusals.RoleForbids;
    }

    /// <summary>Masks what the caller may not see in an answer that may be read otherwise.</summary>
    public static ApiResult Show(ApiPath path, ApiCall call, ApiResult result) =>
        call.Caller is AdministratorPrincipal { Role: var role } && result.Body is { } body && AdministratorRights.HiddenFrom(role, path.Pattern) is { Count: > 0 } hidden
            ? result with { Body = MaskedJson.Of(body, hidden) } : result;

    /// <summary>A token that says everything by itself would outlive the suspension of its user by up to an hour.</summary>
    private static Task<bool> IsSuspendedAsync(GatehouseDb db, string tenantId, string userId, CancellationToken ct)
    {
        var users = db.Users.IgnoreQueryFilters([GatehouseDb.TenantFilter]);
        return users.AnyAsync(user => user.TenantId == tenantId && user.Id == userId && user.IsSuspended, ct);
    }

    /// <summary>Puts caller and request into the origin of the changes to come. Pages of lists, which nobody takes for the last word, may come from a replica.</summary>
    public static void Accepted(HttpContext http, ApiPath path, ApiOperation operation, ApiCall call)
    {
        http.RequestServices.GetRequiredService<ReadPlace>().MayBeStale = operation is { Method: "GET", Contract.Paging: not Paging.None };
        var origin = http.RequestServices.GetRequiredService<ChangeOrigin>();
        origin.ActorType = call.Caller.Type;
        origin.ActorId = call.Caller.Id;
        origin.ActorName = (call.Caller as AdministratorPrincipal)?.Name;
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
        origin.Request = new RequestFacts(
            http.Request.Path.Value!["/api".Length..], http.Request.Method, operation.Contract.Success, Params(call.Params), path.PublicPattern);
    }

    private static JsonText Params(IReadOnlyDictionary<string, string> values) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in values) json.WriteString(name, value);
        json.WriteEndObject();
    });
}
