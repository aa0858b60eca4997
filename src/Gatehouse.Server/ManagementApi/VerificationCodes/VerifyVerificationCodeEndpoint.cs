using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.VerificationCodes;

/// <summary>POST /api/verification-codes/verify: takes a code, once (contract/management-misc.md 9).</summary>
internal sealed class VerifyVerificationCodeEndpoint(UseVerificationCode use) : IApiEndpoint
{
    private static readonly Field<string> Code = Schemas.NonEmptyText.Required("verificationCode");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(RecipientFields.Email, RecipientFields.Phone, Code),
        Success = StatusCodes.Status204NoContent,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!RecipientFields.Read(call.Body).TryGet(out var of, out var refused)) return refused;
        var used = await use.ExecuteAsync(of.Type, of.Recipient, MessageUsage.Generic, owner: null, call.Body.Get(Code)!, call.Aborted);
        return used.TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
