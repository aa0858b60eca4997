using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Tenants;

/// <summary>Every route below <c>/api/tenants</c>, ours, on the administrators' endpoint alone (docs/tenants.md).</summary>
internal static class TenantRoutes
{
    public static void AddTenantRoutes(this ApiRoutes routes) => routes
        .Get<ListTenantsEndpoint>("/tenants")
        .Post<CreateTenantEndpoint>("/tenants");
}
