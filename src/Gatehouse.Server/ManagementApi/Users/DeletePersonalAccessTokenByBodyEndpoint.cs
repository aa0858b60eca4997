using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/personal-access-tokens/delete: the name stands in the body, whatever characters it has (contract/management-api.md 2.16).</summary>
internal sealed class DeletePersonalAccessTokenByBodyEndpoint(PersonalAccessTokens tokens) : IApiEndpoint
{
    private static readonly Field<string> Name = CreatePersonalAccessTokenEndpoint.Name;

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Name), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await tokens.DeleteAsync(call.Param("userId"), call.Body.Get(Name)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
