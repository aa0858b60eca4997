using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId/sessions/:sessionId; another user's session does not exist here (contract/management-api.md 2.17).</summary>
internal sealed class GetSessionEndpoint(GatehouseDb db, TimeProvider time) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = SessionObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var (userId, sessionId, now) = (call.Param("userId"), call.Param("sessionId"), time.GetUtcNow().UtcDateTime);
        var session = await db.Sessions.AsNoTracking().Include(row => row.Applications)
            .SingleOrDefaultAsync(row => row.Id == sessionId && row.UserId == userId && row.ExpiresAt > now, call.Aborted);
        return session is null
            ? new Refusal("oidc.session_not_found", StatusCodes.Status404NotFound)
            : ApiResult.Json(JsonText.Write(json => SessionObject.Write(json, session)));
    }
}
