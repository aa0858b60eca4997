using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>POST /api/verifications/social: where the browser goes to; <c>{ verificationRecordId, authorizationUri, expiresAt }</c> (contract/account-api.md 11).</summary>
internal sealed class AskProviderEndpoint(AccountGate gate, OwnSocial social) : IApiEndpoint
{
    private static readonly Field<string> ConnectorId = Schemas.Text.Required("connectorId");
    private static readonly Field<string> State = Schemas.Text.Required("state");
    private static readonly Field<string> RedirectUri = Schemas.Text.Required("redirectUri");
    private static readonly Field<string> Scope = Schemas.Text.Optional("scope");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(ConnectorId, State, RedirectUri, Scope),
        Answer = RecordAnswer.ShapeWith(Schemas.Text.Required("authorizationUri")),
        Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.FirstParty) is { } refused) return refused;
        var asked = await social.AskAsync(
            call.Caller.Id, call.Body.Get(ConnectorId)!, call.Body.Get(State)!, call.Body.Get(RedirectUri)!, call.Body.Get(Scope), call.Aborted);
        return asked.TryGet(out var question, out refused)
            ? RecordAnswer.Created(question.Verification, json => json.WriteString("authorizationUri", question.AuthorizationUri)) : refused;
    }
}
