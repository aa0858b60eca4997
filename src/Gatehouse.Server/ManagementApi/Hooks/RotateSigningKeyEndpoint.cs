using System.Globalization;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>
/// PATCH /api/hooks/:id/signing-key: the new key signs from now on (contract/management-webhooks.md 1). Ours: the old one signs along, in headers
/// of its own, for <c>overlap</c> seconds of the query, 0 to 2592000 (docs/webhooks.md).
/// </summary>
internal sealed class RotateSigningKeyEndpoint(ChangeHook change, Sealer sealer, GatehouseOptions options) : IApiEndpoint
{
    private const int LongestOverlap = 30 * 24 * 3600;
    private static readonly Field<string> Overlap = Schemas.Text.Optional("overlap");

    public static ApiContract Contract { get; } = new() { Query = new ObjectSchema(Overlap), Answer = HookObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var seconds = options.WebhookKeyOverlapHours * 3600;
        if (call.Query.Get(Overlap) is { Length: > 0 } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds <= LongestOverlap))
            return Refusal.InvalidRequest($"overlap must be a number of seconds from 0 to {LongestOverlap}");
        return (await change.RotateSigningKeyAsync(call.Param("id"), TimeSpan.FromSeconds(seconds), call.Aborted)).TryGet(out var hook, out var refused)
            ? ApiResult.Json(HookObject.Text(hook, sealer)) : refused;
    }
}
