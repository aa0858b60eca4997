using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>GET /api/my-account/mfa-verifications/backup-codes: the codes in clear, and when each was used (contract/account-api.md 8).</summary>
internal sealed class GetBackupCodesEndpoint(AccountGate gate, SecondFactors factors) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Answer = new ObjectSchema(Schemas.ListOf(new ObjectSchema(Schemas.Text.Required("code"), Schemas.Text.Optional("usedAt"))).Required("codes")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.Verified, Check.Scope(OidcScope.Identities, 401)) is { } refused) return refused;
        if (!(await factors.ShowBackupCodesAsync(call.Caller.Id, call.Aborted)).TryGet(out var codes, out refused)) return refused;
        if (codes.Count == 0) return AccountRefusals.RecordNotFound with { Status = StatusCodes.Status404NotFound };
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("codes");
            foreach (var code in codes)
            {
                json.WriteStartObject();
                json.WriteString("code", code.Code);
                if (code.UsedAt is { } used) json.WriteString("usedAt", used.ToIsoText());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
