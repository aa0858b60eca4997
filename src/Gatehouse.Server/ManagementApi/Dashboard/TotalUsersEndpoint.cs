using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Dashboard;

/// <summary>GET /api/dashboard/users/total (contract/management-misc.md 2).</summary>
internal sealed class TotalUsersEndpoint(UserPages pages) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ObjectOf(Schemas.Integer.Required("totalUserCount")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var total = await pages.TotalAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("totalUserCount"u8, total.Users);
            json.WriteEndObject();
        }));
    }
}
