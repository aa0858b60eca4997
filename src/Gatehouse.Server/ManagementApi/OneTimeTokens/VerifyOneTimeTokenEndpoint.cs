using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>POST /api/one-time-tokens/verify: takes a token, once (contract/management-misc.md 9).</summary>
internal sealed class VerifyOneTimeTokenEndpoint(UseOneTimeToken use, Sealer sealer, TimeProvider time) : IApiEndpoint
{
    private static readonly Field<string> Token = Schemas.NonEmptyText.Required("token");
    private static readonly Field<string> Email = Schemas.NonEmptyText.Required("email");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Token, Email), Answer = OneTimeTokenObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await use.ExecuteAsync(call.Body.Get(Token)!, call.Body.Get(Email)!, interactionEvent: null, call.Aborted)).TryGet(out var token, out var refused)
            ? ApiResult.Json(OneTimeTokenObject.Text(token, sealer, time.GetUtcNow().UtcDateTime)) : refused;
}
