using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.ManagementApi.WellKnown;

/// <summary>
/// GET /api/status: 204 while the process answers; the database is not asked (contract/management-misc.md 11). Who knows STATUS_API_KEY
/// also learns which tenant answered.
/// </summary>
internal sealed class GetStatusEndpoint(GatehouseOptions options, CurrentTenant tenant) : IApiEndpoint
{
    private const string KeyHeader = "logto-status-api-key";
    private const string TenantHeader = "logto-tenant-id";

    public static ApiContract Contract { get; } = new() { IsAnonymous = true, Success = StatusCodes.Status204NoContent };

    public Task<ApiResult> HandleAsync(ApiCall call) =>
        Task.FromResult(KnowsTheKey(call.Headers[KeyHeader].ToString()) ? ApiResult.NoContent with { Header = new(TenantHeader, tenant.Id) } : ApiResult.NoContent);

    /// <summary>Digests are of one length, so the comparison tells nothing of the key.</summary>
    private bool KnowsTheKey(string sent) =>
        options.StatusApiKey is { Length: > 0 } key
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
