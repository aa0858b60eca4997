using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>A configuration that was checked, with what the provider says of itself; null: nothing is configured.</summary>
internal sealed record CheckedSsoConfig(JsonText Config, JsonText? Provider);

/// <summary>Checks a configuration, by its shape and by asking the provider (contract/management-misc.md 8).</summary>
internal sealed class SsoConfiguration(DiscoverProvider discover)
{
    /// <returns>Null: none was sent.</returns>
    public async Task<Checked<CheckedSsoConfig?>> CheckAsync(SsoProvider provider, Optional<JsonText> sent, CancellationToken ct)
    {
        if (!sent.IsSent) return (CheckedSsoConfig?)null;
        var config = sent.Value.ToElement();
        if (!config.EnumerateObject().Any()) return new CheckedSsoConfig(JsonText.EmptyObject, null);
        if (!SsoRules.CheckConfig(provider, sent.Value).TryGet(out _, out var refused)) return refused;
        if (!(await discover.ExecuteAsync(provider, config, ct)).TryGet(out var said, out refused)) return refused;
        return new CheckedSsoConfig(provider.IsOidc ? WithDefaults(config) : sent.Value, said);
    }

    /// <summary>An address that the provider did not verify is not believed unless the configuration says so.</summary>
    private static JsonText WithDefaults(JsonElement config) => config.TryGetProperty("trustUnverifiedEmail", out _)
        ? JsonText.From(config) : JsonText.From(config).MergedWith(JsonText.FromStored("""{"trustUnverifiedEmail":false}"""));
}
