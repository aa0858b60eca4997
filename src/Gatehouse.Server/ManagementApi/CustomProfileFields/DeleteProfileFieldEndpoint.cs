using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>DELETE /api/custom-profile-fields/:name: it also leaves the lists that name it (contract/management-misc.md 5).</summary>
internal sealed class DeleteProfileFieldEndpoint(ChangeProfileField change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.DeleteAsync(call.Param("name"), call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
