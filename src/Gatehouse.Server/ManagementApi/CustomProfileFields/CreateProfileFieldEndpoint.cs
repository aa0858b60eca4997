using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>POST /api/custom-profile-fields (contract/management-misc.md 5).</summary>
internal sealed class CreateProfileFieldEndpoint(CreateProfileFields create) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = ProfileFieldFields.OnCreate, Success = StatusCodes.Status201Created, Answer = ProfileFieldObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync([ProfileFieldFields.Read(call.Body)], call.Aborted)).TryGet(out var fields, out var refused)
            ? ApiResult.Json(ProfileFieldObject.Text(fields[0])) : refused;
}
