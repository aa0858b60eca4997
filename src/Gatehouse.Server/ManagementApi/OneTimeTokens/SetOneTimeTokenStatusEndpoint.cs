using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>PUT /api/one-time-tokens/:id/status: any but active again (contract/management-misc.md 9).</summary>
internal sealed class SetOneTimeTokenStatusEndpoint(ChangeOneTimeToken change, Sealer sealer, TimeProvider time) : IApiEndpoint
{
    private static readonly Field<string> Status = Schemas.OneOf(OneTimeTokenStatus.All).Required("status");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Status), Answer = OneTimeTokenObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await change.SetStatusAsync(call.Param("id"), call.Body.Get(Status)!, call.Aborted)).TryGet(out var token, out var refused)
            ? ApiResult.Json(OneTimeTokenObject.Text(token, sealer, time.GetUtcNow().UtcDateTime)) : refused;
}
