using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>PUT /api/custom-profile-fields/:name: what is not sent stays (contract/management-misc.md 5).</summary>
internal sealed class ChangeProfileFieldEndpoint(ChangeProfileField change) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Body = ProfileFieldFields.OnChange, Answer = ProfileFieldObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.ExecuteAsync(call.Param("name"), ProfileFieldFields.Read(call.Body), call.Aborted)).TryGet(out var field, out var refused)
            ? ApiResult.Json(ProfileFieldObject.Text(field)) : refused;
}
