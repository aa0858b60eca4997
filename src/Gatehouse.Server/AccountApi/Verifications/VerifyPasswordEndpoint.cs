using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>POST /api/verifications/password: the user shows who they are; <c>{ verificationRecordId, expiresAt }</c> (contract/account-api.md 11).</summary>
internal sealed class VerifyPasswordEndpoint(AccountGate gate, VerifyOwnPassword verify) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password), Answer = RecordAnswer.CreatedShape, Success = StatusCodes.Status201Created };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        await gate.RefuseAsync(call, Check.FirstParty) is { } refused ? refused
            : RecordAnswer.Created(await verify.ExecuteAsync(call.Caller.Id, call.Body.Get(Password)!, call.Aborted));
}
