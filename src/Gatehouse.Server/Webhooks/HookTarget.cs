using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Webhooks;

/// <summary>Where a delivery goes and what signs it; a test delivery brings a config of its own.</summary>
/// <param name="Config"><c>url</c> and <c>headers</c>; secret.</param>
internal sealed record HookTarget(string HookId, JsonText Config, SealedText SigningKey)
{
    /// <summary>The host, which is all that the server's log may say of the address.</summary>
    public string Host => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Host : "(no URL)";

    public string Url => Config.ToElement().GetProperty("url").GetString()!;

    public static HookTarget Of(Hook hook) => new(hook.Id, hook.Config, hook.SigningKey);

    public override string ToString() => $"hook {HookId}";
}
