using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/verification-codes: a code to a mail address, by the template Generic (contract/account-api.md 13).</summary>
internal sealed class SendMyCodeEndpoint(SendVerificationCode send) : IApiEndpoint
{
    private static readonly Field<string> Email = UserShapes.Email.Required("email");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Email), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await send.ExecuteAsync(ConnectorType.Email, call.Body.Get(Email)!, MessageUsage.Generic, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
