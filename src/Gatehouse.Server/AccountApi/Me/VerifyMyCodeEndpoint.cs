using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/verification-codes/verify: takes the code, once; it counts for ten minutes (contract/account-api.md 13).</summary>
internal sealed class VerifyMyCodeEndpoint(LastVerification verification) : IApiEndpoint
{
    private static readonly Field<string> Email = UserShapes.Email.Required("email");
    private static readonly Field<string> Code = Schemas.NonEmptyText.Required("verificationCode");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Email, Code), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await verification.TakeCodeAsync(call.Caller.Id, call.Body.Get(Email)!, call.Body.Get(Code)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
