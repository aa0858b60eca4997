using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>POST /api/verifications/social/verify: takes what the provider sent back, once; <c>{ verificationRecordId }</c> (contract/account-api.md 11).</summary>
internal sealed class VerifySocialEndpoint(OwnSocial social) : IApiEndpoint
{
    private static readonly Field<JsonText> ConnectorData = Schemas.AnyObject.Required("connectorData");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RecordAnswer.RecordId, ConnectorData), Answer = RecordAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        RecordAnswer.Of(await social.TakeAsync(call.Caller.Id, call.Body.Get(RecordAnswer.RecordId)!, call.Body.Get(ConnectorData), call.Aborted));
}
