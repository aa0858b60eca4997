using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>GET /api/hooks/:id/deliveries: what the hook is owed (<c>pending</c>) and what was given up (<c>dead</c>). Ours (docs/webhooks.md).</summary>
internal sealed class ListDeliveriesEndpoint(GatehouseDb db, OwedDeliveries owed) : IApiEndpoint
{
    private static readonly Schema<string> StateName = Schemas.OneOf("pending", "dead");
    private static readonly Field<string> State = StateName.Optional("state");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(State),
        Paging = Paging.Mandatory,
        Answer = Schemas.ListOf(new ObjectSchema(
            Schemas.Text.Required("eventId"),
            Schemas.Text.OrNull().Required("event"),
            Schemas.Text.Required("subject"),
            StateName.Required("state"),
            Schemas.Integer.Required("attempts"),
            Schemas.Integer.Required("owedSince"),
            Schemas.Integer.Optional("nextAttemptAt"),
            Schemas.Integer.Optional("givenUpAt"),
            Schemas.Text.Optional("lastError"))),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var id = call.Param("id");
        if (!await db.Hooks.AnyAsync(hook => hook.Id == id, call.Aborted)) return HookRefusals.NotThereToRead(id);
        OutboxState? state = call.Query.Get(State) switch { "pending" => OutboxState.Pending, "dead" => OutboxState.Dead, _ => null };
        return await owed.Of(id, state).ToAnswerAsync(call, Write);
    }

    private static void Write(Utf8JsonWriter json, OwedDelivery delivery)
    {
        json.WriteStartObject();
        json.WriteString("eventId"u8, delivery.EventId);
        json.WriteString("event"u8, delivery.Event);
        json.WriteString("subject"u8, delivery.Subject);
        json.WriteString("state"u8, delivery.State == OutboxState.Dead ? "dead" : "pending");
        json.WriteNumber("attempts"u8, delivery.Attempts);
        json.WriteNumber("owedSince"u8, delivery.OwedSince.ToEpochMilliseconds());
        if (delivery.State == OutboxState.Pending) json.WriteNumber("nextAttemptAt"u8, delivery.DueAt.ToEpochMilliseconds());
        if (delivery.FinishedAt is { } end) json.WriteNumber("givenUpAt"u8, end.ToEpochMilliseconds());
        if (delivery.LastError is { } error) json.WriteString("lastError"u8, error);
        json.WriteEndObject();
    }
}
