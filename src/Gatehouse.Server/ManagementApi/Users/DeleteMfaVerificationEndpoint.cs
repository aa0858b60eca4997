using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/mfa-verifications/:verificationId; backup codes may be left alone (contract/management-api.md 2.14).</summary>
internal sealed class DeleteMfaVerificationEndpoint(SecondFactors factors) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await factors.RemoveAsync(call.Param("userId"), call.Param("verificationId"), ChangedBy.Administrator, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
