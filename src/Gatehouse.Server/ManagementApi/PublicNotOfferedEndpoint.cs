using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.ManagementApi;

/// <summary>
/// What browsers and service providers would call without a token, and this server does not have yet: GET /api/saml-applications/:id/metadata
/// and the SAML flows (contract/management-misc.md 10, experience-api.md 17).
/// </summary>
internal sealed class PublicNotOfferedEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { IsAnonymous = true };

    public Task<ApiResult> HandleAsync(ApiCall call) =>
        Task.FromResult<ApiResult>(new Refusal("request.not_implemented", StatusCodes.Status501NotImplemented));
}
