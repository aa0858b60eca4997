using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>Makes the outbox rows of an event: one for each hook that asks for it, with the payload of contract/management-webhooks.md 6.2.</summary>
internal sealed class OutboxRouting(Snapshots snapshots)
{
    public async ValueTask<IReadOnlyList<OutboxRow>> RouteAsync(string tenantId, ChangeEvent change, ChangeOrigin origin, DateTime now, CancellationToken ct)
    {
        var hooks = (await snapshots.GetAsync(tenantId, ct)).Get<HookDirectory>().Matching(change.Name);
        if (hooks.Count == 0) return [];
        var payload = change.IsEndOfInteraction && origin.Interaction is { } interaction ? EndPayload(change, interaction, origin, now) : Payload(change, origin, now);
        return [.. hooks.Select(hookId => new OutboxRow
        {
            TenantId = tenantId,
            Id = Identifier.Long(),
            Sequence = Identifier.Sequence(now),
            HookId = hookId,
            Event = change.Name,
            Subject = change.Subject,
            Payload = payload,
            CreatedAt = now,
            DueAt = now,
        })];
    }

    private static JsonText Payload(ChangeEvent change, ChangeOrigin origin, DateTime now) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event", change.Name);
        json.WriteString("createdAt", now.ToIsoText());
        if (origin.Interaction is { } interaction) json.WriteString("interactionEvent", interaction.Event);
        if (origin.UserAgent is { } agent) json.WriteString("userAgent", agent);
        if (origin.Interaction is { } within)
        {
            json.WriteString("applicationId", within.ApplicationId);
            json.WriteString("sessionId", within.Id);
        }

        if (origin.Ip is { } ip) json.WriteString("ip", ip);
        if (origin.Interaction?.Application is { } application)
        {
            json.WritePropertyName("application");
            application.WriteTo(json);
        }

        if (change is { IsFarewell: true, Data: { } farewell })
        {
            json.WritePropertyName("data");
            farewell.WriteTo(json);
        }

        if (!change.HidesRequest && origin.Request is { } request)
        {
            json.WriteString("path", request.Path);
            json.WriteString("method", request.Method);
            json.WriteNumber("status", request.Status);
            json.WritePropertyName("params");
            request.Params.WriteTo(json);
            json.WriteString("matchedRoute", request.MatchedRoute);
        }

        foreach (var (name, value) in change.Extras)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        if (change is { IsFarewell: false, Data: { } data })
        {
            json.WritePropertyName("data");
            data.WriteTo(json);
        }

        json.WriteEndObject();
    });

    /// <summary>Contract 6.1.</summary>
    private static JsonText EndPayload(ChangeEvent change, InteractionFacts interaction, ChangeOrigin origin, DateTime now) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event", change.Name);
        json.WriteString("interactionEvent", interaction.Event);
        json.WriteString("createdAt", now.ToIsoText());
        json.WriteString("sessionId", interaction.Id);
        if (origin.UserAgent is { } agent) json.WriteString("userAgent", agent);
        json.WriteString("userId", change.Subject);
        if (origin.Ip is { } ip) json.WriteString("userIp", ip);
        if (change.Data is { } user)
        {
            json.WritePropertyName("user");
            user.WriteTo(json);
        }

        if (interaction.Application is { } application)
        {
            json.WritePropertyName("application");
            application.WriteTo(json);
        }

        foreach (var (name, value) in change.Extras)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    });
}
