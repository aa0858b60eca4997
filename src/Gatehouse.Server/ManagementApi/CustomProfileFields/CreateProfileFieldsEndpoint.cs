using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>POST /api/custom-profile-fields/batch: a list of up to twenty fields, all or none (contract/management-misc.md 5).</summary>
internal sealed class CreateProfileFieldsEndpoint(CreateProfileFields create) : IApiEndpoint
{
    private const int MostAtOnce = 20;

    private static readonly WholeSchema<IReadOnlyList<Input>> Fields = new(
        Schemas.ListOf(ProfileFieldFields.OnCreate).Where(fields => fields.Count <= MostAtOnce ? null : $"Must be at most {MostAtOnce} items"));

    public static ApiContract Contract { get; } = new()
    {
        Body = Fields, Success = StatusCodes.Status201Created, Answer = Schemas.ListOf(ProfileFieldObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync([.. Fields.ValueOf(call.Body).Select(ProfileFieldFields.Read)], call.Aborted)).TryGet(out var fields, out var refused)
            ? ApiResult.Json(ProfileFieldObject.Text(fields)) : refused;
}
