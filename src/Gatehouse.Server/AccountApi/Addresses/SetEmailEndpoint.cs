using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Addresses;

/// <summary>POST /api/my-account/primary-email: the mail address, once a code to it was verified (contract/account-api.md 6).</summary>
internal sealed class SetEmailEndpoint(AccountGate gate, ChangeOwnAddress change) : IApiEndpoint
{
    private static readonly Field<string> Email = UserShapes.Email.Required("email");
    private static readonly Field<string> RecordId = Schemas.Text.Required("newIdentifierVerificationRecordId");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Email, RecordId), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(AccountFields.Email), Check.Scope(OidcScope.Email, 400), Check.FirstParty) is { } refused) return refused;
        return (await change.SetAsync(call.Caller.Id, VerificationChannel.Email, call.Body.Get(Email)!, call.Body.Get(RecordId)!, call.Aborted)).TryGet(out _, out refused)
            ? ApiResult.NoContent : refused;
    }
}
