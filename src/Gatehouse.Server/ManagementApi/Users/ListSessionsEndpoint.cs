using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Sessions;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/sessions: where the user is signed in, the latest first; none for an unknown user (contract/management-api.md 2.17).</summary>
internal sealed class ListSessionsEndpoint(UserSessions sessions) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ObjectOf(Schemas.ListOf(SessionObject.Shape).Required("sessions")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var found = await sessions.ListAsync(call.Param("userId"), call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("sessions"u8);
            foreach (var session in found) SessionObject.Write(json, session);
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
