using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>POST /api/my-account/primary-phone: the phone number, once a code to it was verified (contract/account-api.md 6).</summary>
internal sealed class SetPhoneEndpoint(AccountGate gate, ChangeOwnAddress change) : IApiEndpoint
{
    private static readonly Field<string> Phone = UserShapes.Phone.Required("phone");
    private static readonly Field<string> RecordId = Schemas.Text.Required("newIdentifierVerificationRecordId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Phone, RecordId), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Phone), Check.Scope(OidcScope.Phone, 400), Check.FirstParty) is { } refused) return refused;
        return (await change.SetAsync(call.Caller.Id, VerificationChannel.Phone, call.Body.Get(Phone)!, call.Body.Get(RecordId)!, call.Aborted)).TryGet(out _, out refused)
            ? ApiResult.NoContent : refused;
    }
}
