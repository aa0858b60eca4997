using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>POST /api/domains (contract/management-misc.md 6).</summary>
internal sealed class CreateDomainEndpoint(CreateDomain create) : IApiEndpoint
{
    private static readonly Field<string> Domain = Schemas.NonEmptyText.AtMost(256).Required("domain");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Domain), Success = StatusCodes.Status201Created, Answer = DomainShapes.Domain };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(call.Body.Get(Domain)!, call.Aborted)).TryGet(out var made, out var refused) ? ApiResult.Json(DomainShapes.Text(made)) : refused;
}
