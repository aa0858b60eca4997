using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.ManagementApi;

/// <summary>
/// Operations of the contract that this server does not have yet: 501 with a code that says so. POST /api/saml-applications and all below it
/// (contract/management-misc.md 10).
/// </summary>
internal sealed class NotOfferedEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new();

    public Task<ApiResult> HandleAsync(ApiCall call) =>
        Task.FromResult<ApiResult>(new Refusal("request.not_implemented", StatusCodes.Status501NotImplemented));
}
