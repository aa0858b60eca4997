using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Webhooks;

/// <summary>Where a delivery goes and what signs it, read once for thousands of deliveries. The address and the headers are secret.</summary>
internal sealed class HookTarget
{
    private readonly SealedText _key;
    private readonly SealedText? _previousKey;
    private readonly DateTime? _previousKeyEndsAt;

    private HookTarget(Hook hook, JsonElement config)
    {
        HookId = hook.Id;
        Url = config.GetProperty("url").GetString()!;
        Headers = config.TryGetProperty("headers", out var headers) ? [.. headers.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!))] : [];
        WantsCloudEvents = config.TryGetProperty("format", out var format) && format.GetString() == "cloudevents";
        (_key, _previousKey, _previousKeyEndsAt) = (hook.SigningKey, hook.PreviousSigningKey, hook.PreviousKeyEndsAt);
    }

    public string HookId { get; }

    public string Url { get; }

    /// <summary>The hook's own, as they were sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The receiver gets CloudEvents instead of Logto's bodies (docs/webhooks.md).</summary>
    public bool WantsCloudEvents { get; }

    /// <summary>The host, which is all that the server's log may say of the address.</summary>
    public string Host => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Host : "(no URL)";

    /// <param name="config">Another one than the hook's, for a test; null for its own.</param>
    public static HookTarget Of(Hook hook, JsonText? config = null) => new(hook, (config ?? hook.Config).ToElement());

    /// <summary>The keys that sign at this moment, the current one first.</summary>
    public IReadOnlyList<SealedText> KeysAt(DateTime now) => _previousKey is { } previous && now < _previousKeyEndsAt ? [_key, previous] : [_key];

    public override string ToString() => $"hook {HookId}";
}
