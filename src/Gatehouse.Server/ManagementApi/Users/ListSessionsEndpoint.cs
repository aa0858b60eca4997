using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/sessions: where the user is signed in, the latest first; none for an unknown user (contract/management-api.md 2.17).</summary>
internal sealed class ListSessionsEndpoint(GatehouseDb db, TimeProvider time) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ObjectOf(Schemas.ListOf(SessionObject.Shape).Required("sessions")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (userId, now) = (call.Param("userId"), time.GetUtcNow().UtcDateTime);
        var sessions = await db.Sessions.AsNoTracking().Include(session => session.Applications)
            .Where(session => session.UserId == userId && session.ExpiresAt > now)
            .OrderByDescending(session => session.CreatedAt).ThenBy(session => session.Id).ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("sessions"u8);
            foreach (var session in sessions) SessionObject.Write(json, session);
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
