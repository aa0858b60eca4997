using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>POST /api/domains (contract/management-misc.md 6).</summary>
internal sealed class CreateDomainEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Schemas.NonEmptyText.AtMost(256).Required("domain")), Success = StatusCodes.Status201Created, Answer = DomainShapes.Domain,
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(DomainRefusals.NotConfigured);
}
