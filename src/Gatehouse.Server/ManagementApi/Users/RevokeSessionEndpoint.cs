using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>DELETE /api/users/:userId/sessions/:sessionId, on request with what was granted in it (contract/management-api.md 2.17).</summary>
internal sealed class RevokeSessionEndpoint(RevokeSession revoke) : IApiEndpoint
{
    private static readonly Field<string> Target = Schemas.OneOf("all", "firstParty").Optional("revokeGrantsTarget");

    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(Target), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var target = call.Query.Get(Target) switch
        {
            "all" => RevokedGrants.All,
            "firstParty" => RevokedGrants.FirstParty,
            _ => RevokedGrants.None,
        };
        return (await revoke.ExecuteAsync(call.Param("userId"), call.Param("sessionId"), target, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
    }
}
