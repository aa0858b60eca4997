using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Connectors;

/// <summary>POST /api/connectors/:connectorId/authorization-uri: where a social provider is asked to sign somebody in (contract/management-misc.md 7).</summary>
internal sealed class AuthorizationUriEndpoint(AskProvider ask) : IApiEndpoint
{
    private static readonly Field<string> State = Schemas.Text.Required("state");
    private static readonly Field<string> RedirectUri = Schemas.Text.Required("redirectUri");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(State, RedirectUri),
        Answer = new ObjectSchema(Schemas.Text.Required("redirectTo")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await ask.ExecuteAsync(call.Param("connectorId"), call.Body.Get(State)!, call.Body.Get(RedirectUri)!, keepsSession: false, scope: null, call.Aborted)).TryGet(out var question, out var refused)
            ? ApiResult.Json(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("redirectTo", question.Url);
                json.WriteEndObject();
            }))
            : refused;
}
