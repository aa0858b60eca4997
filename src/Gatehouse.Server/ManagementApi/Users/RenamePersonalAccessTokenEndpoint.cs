using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>
/// PATCH /api/users/:userId/personal-access-tokens, where the body names the token; and the older PATCH …/:name (contract/management-api.md
/// 2.16). Without a current name the new one is meant.
/// </summary>
internal sealed class RenamePersonalAccessTokenEndpoint(PersonalAccessTokens tokens, Sealer sealer) : IApiEndpoint
{
    private static readonly Field<string> CurrentName = Schemas.NonEmptyText.AtMost(256).Optional("currentName");
    private static readonly Field<string> Name = CreatePersonalAccessTokenEndpoint.Name;

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(CurrentName, Name), Answer = PersonalAccessTokenObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var name = call.Body.Get(Name)!;
        var current = call.Params.GetValueOrDefault("name") ?? call.Body.Get(CurrentName) ?? name;
        return (await tokens.RenameAsync(call.Param("userId"), current, name, call.Aborted)).TryGet(out var token, out var refused)
            ? ApiResult.Json(PersonalAccessTokenObject.Text(token, sealer)) : refused;
    }
}
