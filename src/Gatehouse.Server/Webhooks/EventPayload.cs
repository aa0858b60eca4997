using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Webhooks;

/// <summary>The body that webhooks get of an event, without its last member <c>hookId</c> (contract/management-webhooks.md 6).</summary>
internal static class EventPayload
{
    public static JsonText Of(ChangeEvent change, ChangeOrigin origin, DateTime now) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event", change.Name);
        if (change.IsByTheWay) WriteByTheWay(json, change, origin, now);
        else if (change.IsEndOfInteraction && origin.Interaction is { } interaction) WriteEnd(json, change, interaction, origin, now);
        else WriteChange(json, change, origin, now);
        json.WriteEndObject();
    });

    /// <summary>Contract 6.2 and 6.3.</summary>
    private static void WriteChange(Utf8JsonWriter json, ChangeEvent change, ChangeOrigin origin, DateTime now)
    {
        json.WriteString("createdAt", now.ToIsoText());
        if (origin.Interaction is { } interaction) json.WriteString("interactionEvent", interaction.Event);
        if (origin.UserAgent is { } agent) json.WriteString("userAgent", agent);
        if (origin.Interaction is { } within)
        {
            json.WriteString("applicationId", within.ApplicationId);
            json.WriteString("sessionId", within.Id);
        }

        if (origin.Ip is { } ip) json.WriteString("ip", ip);
        Write(json, "application", origin.Interaction?.Application);
        if (change.IsFarewell) Write(json, "data", change.Data);
        if (!change.HidesRequest && origin.Request is { } request)
        {
            json.WriteString("path", request.Path);
            json.WriteString("method", request.Method);
            json.WriteNumber("status", request.Status);
            Write(json, "params", request.Params);
            json.WriteString("matchedRoute", request.MatchedRoute);
        }

        WriteExtras(json, change);
        if (!change.IsFarewell) Write(json, "data", change.Data);
    }

    /// <summary>Contract 6.1; then <c>data</c>, the user once more with <c>userId</c> first, where receivers of data events look for it.</summary>
    private static void WriteEnd(Utf8JsonWriter json, ChangeEvent change, InteractionFacts interaction, ChangeOrigin origin, DateTime now)
    {
        json.WriteString("interactionEvent", interaction.Event);
        json.WriteString("createdAt", now.ToIsoText());
        json.WriteString("sessionId", interaction.Id);
        if (origin.UserAgent is { } agent) json.WriteString("userAgent", agent);
        json.WriteString("userId", change.Subject);
        if (origin.Ip is { } ip) json.WriteString("userIp", ip);
        Write(json, "user", change.Data);
        Write(json, "application", interaction.Application);
        WriteExtras(json, change);
        json.WriteStartObject("data");
        json.WriteString("userId", change.Subject);
        if (change.Data is { } user)
        {
            foreach (var member in user.ToElement().EnumerateObject())
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Contract 6.4, the last.</summary>
    private static void WriteByTheWay(Utf8JsonWriter json, ChangeEvent change, ChangeOrigin origin, DateTime now)
    {
        json.WriteString("createdAt", now.ToIsoText());
        if (origin.Ip is { } ip) json.WriteString("ip", ip);
        if (origin.UserAgent is { } agent) json.WriteString("userAgent", agent);
        WriteExtras(json, change);
    }

    private static void WriteExtras(Utf8JsonWriter json, ChangeEvent change)
    {
        foreach (var (name, value) in change.Extras) Write(json, name, value);
    }

    private static void Write(Utf8JsonWriter json, string name, JsonText? value)
    {
        if (value is not { } there) return;
        json.WritePropertyName(name);
        there.WriteTo(json);
    }
}
