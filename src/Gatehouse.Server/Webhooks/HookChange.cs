using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Webhooks;

/// <summary>The fields of a hook that administrators set; what is not sent stays as it is (contract/management-webhooks.md 1).</summary>
internal sealed record HookChange
{
    public Optional<string> Name { get; init; }

    public Optional<string?> Event { get; init; }

    public Optional<IReadOnlyList<string>> Events { get; init; }

    public Optional<JsonText> Config { get; init; }

    public Optional<bool> Enabled { get; init; }

    public bool IsEmpty => !(Name.IsSent || Event.IsSent || Events.IsSent || Config.IsSent || Enabled.IsSent);

    public void ApplyTo(Hook hook)
    {
        if (Name.IsSent) hook.Name = Name.Value;
        if (Event.IsSent) hook.Event = Event.Value;
        if (Events.IsSent) hook.Events = JsonText.Strings(Events.Value.Distinct());
        if (Config.IsSent) hook.Config = Config.Value;
        if (Enabled.IsSent) hook.Enabled = Enabled.Value;
    }
}
