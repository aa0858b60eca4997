using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>POST /api/domains/cleanup: removes domains that nobody has verified for some days (contract/management-misc.md 6).</summary>
internal sealed class CleanUpDomainsEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Schemas.Number.Required("staleDays")),
        Answer = new ObjectSchema(
            Schemas.Integer.Required("scannedCount"), Schemas.Integer.Required("deletedCount"), Schemas.Integer.Required("skippedActiveCount"),
            Schemas.Integer.Required("failedCount")),
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(DomainRefusals.NotConfigured);
}
