using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/social/authorization-uri: where the browser goes to; <c>{ redirectTo }</c> (contract/account-api.md 13). The question waits ten minutes for its answer.</summary>
internal sealed class AskMyProviderEndpoint(OwnSocial social) : IApiEndpoint
{
    private static readonly Field<string> ConnectorId = Schemas.Text.Required("connectorId");
    private static readonly Field<string> State = Schemas.Text.Required("state");
    private static readonly Field<string> RedirectUri = Schemas.Text.Required("redirectUri");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ConnectorId, State, RedirectUri), Answer = new ObjectSchema(Schemas.Text.Required("redirectTo")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var asked = await social.AskAsync(call.Caller.Id, call.Body.Get(ConnectorId)!, call.Body.Get(State)!, call.Body.Get(RedirectUri)!, scope: null, call.Aborted);
        if (!asked.TryGet(out var question, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("redirectTo", question.AuthorizationUri);
            json.WriteEndObject();
        }));
    }
}
