using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Webhooks;

namespace Gatehouse.Server.ManagementApi.Hooks;

/// <summary>The members of a hook that administrators write (contract/management-webhooks.md 1).</summary>
internal static class HookFields
{
    private static readonly Schema<string> EventName = Schemas.OneOf([.. HookEvents.All]);

    public static Schema<IReadOnlyList<string>> EventNames { get; } = Schemas.ListOf(EventName).NonEmpty();

    /// <summary>The address is any text; a header can be called anything. <c>format</c> is ours (docs/webhooks.md).</summary>
    public static Schema<JsonText> ConfigShape { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("url"),
        Schemas.MapOf(Schemas.Text).Optional("headers"),
        Schemas.NumberBetween(0, 3).Optional("retries"),
        Schemas.OneOf("logto", "cloudevents").Optional("format"));

    private static readonly Field<string> Name = Schemas.NonEmptyText.AtMost(256).Optional("name");
    private static readonly Field<string> Event = EventName.Optional("event");
    private static readonly Field<string?> EventOrNull = EventName.OrNull().Optional("event");
    private static readonly Field<IReadOnlyList<string>> Events = EventNames.Optional("events");
    private static readonly Field<JsonText> ConfigToCreate = ConfigShape.Required("config");
    private static readonly Field<JsonText> ConfigToChange = ConfigShape.Optional("config");
    private static readonly Field<bool> Enabled = Schemas.Flag.Optional("enabled");

    public static ObjectSchema OnCreate { get; } = new(Name, Event, Events, ConfigToCreate, Enabled);

    public static ObjectSchema OnChange { get; } = new(Name, EventOrNull, Events, ConfigToChange, Enabled);

    /// <summary>Of a body that fits either schema.</summary>
    public static HookChange Read(Input body) => new()
    {
        Name = body.Optional(Name),
        Event = body.Optional(EventOrNull),
        Events = body.Optional(Events),
        Config = body.Optional(ConfigToChange),
        Enabled = body.Optional(Enabled),
    };
}
