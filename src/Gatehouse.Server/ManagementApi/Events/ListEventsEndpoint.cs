using System.Globalization;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Events;

/// <summary>
/// GET /api/events?after=cursor&amp;type=…&amp;limit=…: what happened, in an order that never changes, for receivers that fetch instead of being
/// called. Ours (docs/webhooks.md).
/// </summary>
internal sealed class ListEventsEndpoint(EventFeed feed) : IApiEndpoint
{
    private const int UsualLimit = 100;
    private const int LargestLimit = 1000;
    private static readonly Field<string> After = Schemas.Text.Optional("after");
    private static readonly Field<string> Type = Schemas.Text.Optional("type");
    private static readonly Field<string> Limit = Schemas.Text.Optional("limit");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(After, Type, Limit),
        Answer = new ObjectSchema(
            Schemas.ListOf(new ObjectSchema(
                Schemas.Text.Required("id"),
                Schemas.OneOf([.. HookEvents.All]).Required("type"),
                Schemas.Text.Required("subject"),
                Schemas.Text.Required("cursor"),
                Schemas.Integer.Required("createdAt"),
                Schemas.AnyObject.Required("payload"))).Required("events"),
            Schemas.Text.Required("cursor"),
            Schemas.Flag.Required("hasMore")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var limit = UsualLimit;
        if (call.Query.Get(Limit) is { Length: > 0 } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= LargestLimit))
            return Refusal.InvalidRequest($"limit must be from 1 to {LargestLimit}");
        var types = (call.Query.Get(Type) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (types.FirstOrDefault(type => !HookEvents.All.Contains(type)) is { } unknown) return Refusal.InvalidRequest($"there is no event {unknown}");
        if (!(await feed.ReadAsync(call.Query.Get(After), types, limit, call.Aborted)).TryGet(out var part, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("events"u8);
            foreach (var told in part.Events)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, told.Id);
                json.WriteString("type"u8, told.Name);
                json.WriteString("subject"u8, told.Subject);
                json.WriteString("cursor"u8, told.Position!.Value.ToString(CultureInfo.InvariantCulture));
                json.WriteNumber("createdAt"u8, told.CreatedAt.ToEpochMilliseconds());
                json.WritePropertyName("payload"u8);
                told.Payload.WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("cursor"u8, part.Cursor);
            json.WriteBoolean("hasMore"u8, part.HasMore);
            json.WriteEndObject();
        }));
    }
}
