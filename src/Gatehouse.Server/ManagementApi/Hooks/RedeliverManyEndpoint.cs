using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>
/// POST /api/hooks/:id/deliveries/redeliver: sends again what was given up (<c>dead</c>, the default), or everything that happened in a time and
/// that the hook asks for (<c>all</c>). Ours (docs/webhooks.md).
/// </summary>
internal sealed class RedeliverManyEndpoint(RedeliverEvents redeliver) : IApiEndpoint
{
    private static readonly NumberSchema Moment = Schemas.NumberBetween(0, 32_503_680_000_000).Whole();
    private static readonly Field<string> Which = Schemas.OneOf("dead", "all").Optional("which");
    private static readonly Field<decimal> From = Moment.Optional("from");
    private static readonly Field<decimal> To = Moment.Optional("to");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Which, From, To), Answer = new ObjectSchema(Schemas.Integer.Required("count")) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var wish = new RedeliveryWish(Time(call.Body.Optional(From)), Time(call.Body.Optional(To)), OnlyDead: call.Body.Get(Which) != "all");
        if (!(await redeliver.ManyAsync(call.Param("id"), wish, call.Aborted)).TryGet(out var count, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }));
    }

    private static DateTime? Time(Optional<decimal> milliseconds) => milliseconds.IsSent ? DateTime.UnixEpoch.AddMilliseconds((double)milliseconds.Value) : null;
}
