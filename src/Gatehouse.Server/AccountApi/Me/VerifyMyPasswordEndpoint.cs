using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/password/verify: 204 for the right password, which counts for ten minutes (contract/account-api.md 13).</summary>
internal sealed class VerifyMyPasswordEndpoint(VerifyOwnPassword verify) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await verify.ExecuteAsync(call.Caller.Id, call.Body.Get(Password)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
