using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>POST /api/my-account/primary-email and primary-phone: the address, once a code to it was verified (contract/account-api.md 6).</summary>
internal sealed class SetAddressEndpoint<TAddress>(AccountGate gate, ChangeOwnAddress change) : IApiEndpoint where TAddress : IAddress
{
    private static readonly Field<string> RecordId = Schemas.Text.Required("newIdentifierVerificationRecordId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(TAddress.Kind.Value, RecordId), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, TAddress.Kind.Checks) is { } refused) return refused;
        return (await change.SetAsync(call.Caller.Id, TAddress.Kind.Channel, call.Body.Get(TAddress.Kind.Value)!, call.Body.Get(RecordId)!, call.Aborted)).TryGet(out _, out refused)
            ? ApiResult.NoContent : refused;
    }
}
