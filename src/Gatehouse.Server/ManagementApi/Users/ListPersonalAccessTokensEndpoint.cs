using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/personal-access-tokens: all of them, the oldest first (contract/management-api.md 2.16).</summary>
internal sealed class ListPersonalAccessTokensEndpoint(FindUser find, GatehouseDb db, Sealer sealer) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(PersonalAccessTokenObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        var tokens = await db.PersonalAccessTokens.AsNoTracking().Where(token => token.UserId == user.Id)
            .OrderBy(token => token.CreatedAt).ThenBy(token => token.Name).ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var token in tokens) PersonalAccessTokenObject.Write(json, token, sealer);
            json.WriteEndArray();
        }));
    }
}
