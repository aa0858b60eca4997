using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/has-password (contract/management-api.md 2.7).</summary>
internal sealed class HasPasswordEndpoint(FindUser find) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = new ObjectSchema(Schemas.Flag.Required("hasPassword")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("hasPassword"u8, user.HasPassword);
            json.WriteEndObject();
        }));
    }
}
