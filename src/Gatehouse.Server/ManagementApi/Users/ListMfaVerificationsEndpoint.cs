using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/mfa-verifications (contract/management-api.md 2.14).</summary>
internal sealed class ListMfaVerificationsEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(MfaVerificationObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var verification in MfaVerification.ListOf(user.MfaVerifications)) MfaVerificationObject.Write(json, verification);
            json.WriteEndArray();
        }));
    }
}
