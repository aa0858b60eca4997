using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.VerificationCodes;

/// <summary>POST /api/verification-codes: sends a code by the template Generic (contract/management-misc.md 9).</summary>
internal sealed class SendVerificationCodeEndpoint(SendVerificationCode send) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(RecipientFields.Email, RecipientFields.Phone),
        Success = StatusCodes.Status204NoContent,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!RecipientFields.Read(call.Body).TryGet(out var to, out var refused)) return refused;
        var sent = await send.ExecuteAsync(to.Type, to.Recipient, MessageUsage.Generic, call.Aborted);
        return sent.TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
