using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Webhooks;

/// <summary>Where a delivery goes and what signs it; a test delivery brings a config of its own.</summary>
/// <param name="Config"><c>url</c>, <c>headers</c>, <c>format</c>; secret.</param>
/// <param name="PreviousSigningKey">Signs along until its time ends; null when the key was never replaced.</param>
internal sealed record HookTarget(string HookId, JsonText Config, SealedText SigningKey, SealedText? PreviousSigningKey, DateTime? PreviousKeyEndsAt)
{
    /// <summary>The host, which is all that the server's log may say of the address.</summary>
    public string Host => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Host : "(no URL)";

    public string Url => Config.ToElement().GetProperty("url").GetString()!;

    /// <summary>The receiver gets CloudEvents instead of Logto's bodies (docs/webhooks.md).</summary>
    public bool WantsCloudEvents => Config.ToElement().TryGetProperty("format", out var format) && format.GetString() == "cloudevents";

    /// <summary>The keys that sign at this moment, the current one first.</summary>
    public IReadOnlyList<SealedText> KeysAt(DateTime now) =>
        PreviousSigningKey is { } previous && now < PreviousKeyEndsAt ? [SigningKey, previous] : [SigningKey];

    public static HookTarget Of(Hook hook) => new(hook.Id, hook.Config, hook.SigningKey, hook.PreviousSigningKey, hook.PreviousKeyEndsAt);

    public override string ToString() => $"hook {HookId}";
}
