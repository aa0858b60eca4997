using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>POST /api/configs/oidc/:keyType/rotate: a new key now, or one that signs when the grace period is over (contract/management-misc.md 3).</summary>
internal sealed class RotateKeyEndpoint(RotateSigningKey signing, RotateCookieKey cookies, KeyList keys, GatehouseOptions options) : IApiEndpoint
{
    private static readonly Field<string> Algorithm = Schemas.OneOf("RSA", "EC").Optional("signingKeyAlgorithm");
    private static readonly Field<decimal> Grace = Schemas.NumberBetween(0, int.MaxValue).Whole().Optional("rotationGracePeriod");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Algorithm, Grace), Answer = KeyList.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!PathChoice.KeyType.Read(call).TryGet(out var type, out var refused)) return refused;
        refused = type == KeyList.PrivateKeys ? await RotateSigningKeyAsync(call) : await RotateCookieKeyAsync(call);
        return refused is null ? ApiResult.Json(await keys.ReadAsync(type, call.Aborted)) : refused;
    }

    private async Task<Refusal?> RotateSigningKeyAsync(ApiCall call)
    {
        var algorithm = call.Body.Get(Algorithm) == "RSA" ? SigningAlgorithm.RS256 : SigningAlgorithm.ES384;
        var seconds = call.Body.Has(Grace) ? (int)call.Body.Get(Grace) : options.PrivateKeyRotationGracePeriod;
        var rotated = seconds == 0
            ? await signing.ExecuteAsync(algorithm, call.Aborted)
            : await signing.ScheduleAsync(algorithm, TimeSpan.FromSeconds(seconds), call.Aborted);
        return rotated.Refusal;
    }

    /// <summary>A cookie is read by us alone, so nobody must learn of its key beforehand.</summary>
    private async Task<Refusal?> RotateCookieKeyAsync(ApiCall call) =>
        call.Body.Has(Grace) ? new Refusal("oidc.invalid_request", 422) : (await cookies.ExecuteAsync(call.Aborted)).Refusal;
}
