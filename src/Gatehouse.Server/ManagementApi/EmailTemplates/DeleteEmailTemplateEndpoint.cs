using Gatehouse.Server.EmailTemplates;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.EmailTemplates;

/// <summary>DELETE /api/email-templates/:id (contract/management-misc.md 6).</summary>
internal sealed class DeleteEmailTemplateEndpoint(ChangeEmailTemplate change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Param("id"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
