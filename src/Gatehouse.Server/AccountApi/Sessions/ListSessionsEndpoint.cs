using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Sessions;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Sessions;

/// <summary>GET /api/my-account/sessions: where the user is signed in, the latest first (contract/account-api.md 9).</summary>
internal sealed class ListSessionsEndpoint(AccountGate gate, UserSessions sessions) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = Schemas.ObjectOf(Schemas.ListOf(SessionObject.ShapeWith(Schemas.Flag.Required("isCurrent"))).Required("sessions")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayRead(AccountFields.Session), Check.Scope(OidcScope.Sessions, 401)) is { } refused) return refused;
        var (found, current) = (await sessions.ListAsync(call.Caller.Id, call.Aborted), AccountCaller.Of(call).SessionId);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("sessions"u8);
            foreach (var session in found) SessionObject.Write(json, session, more => more.WriteBoolean("isCurrent"u8, session.Id == current));
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
