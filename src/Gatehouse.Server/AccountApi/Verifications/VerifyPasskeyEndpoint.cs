using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>POST /api/verifications/web-authn/registration/verify: takes the passkey that was made, once; <c>{ verificationRecordId }</c> (contract/account-api.md 11).</summary>
internal sealed class VerifyPasskeyEndpoint(OwnPasskey passkeys, PasskeySites sites) : IApiEndpoint
{
    private static readonly Field<JsonText> Payload = PasskeyShapes.RegistrationCredential.Required("payload");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(RecordAnswer.RecordId, Payload), Answer = RecordAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) => RecordAnswer.Of(await passkeys.TakeAsync(
        call.Caller.Id, call.Body.Get(RecordAnswer.RecordId)!, call.Body.Get(Payload),
        await sites.OfAsync(call.Headers.Host.ToString(), call.Headers.Origin.ToString(), call.Aborted), call.Aborted));
}
