using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>What is kept of a question to a social provider until the browser is back with the answer. Nobody is shown it.</summary>
/// <param name="State">The caller's; an answer with another one is somebody else's.</param>
/// <param name="RedirectUri">The code is worth something only together with it (RFC 6749 section 4.1.3).</param>
/// <param name="Nonce">Must stand in the ID token (OpenID Connect Core 1.0 section 3.1.2.1); null where there is none.</param>
/// <param name="CodeVerifier">RFC 7636; null where the provider has no PKCE.</param>
internal sealed record ProviderSession(string State, string RedirectUri, string? Nonce, string? CodeVerifier)
{
    public static ProviderSession Of(JsonText stored) => JsonSerializer.Deserialize(stored.Text, ProviderSessionJson.Default.ProviderSession)!;

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, ProviderSessionJson.Default.ProviderSession));

    public override string ToString() => nameof(ProviderSession);
}

/// <summary>Where the browser goes, and what is to be kept meanwhile.</summary>
internal sealed record ProviderQuestion(string Url, ProviderSession Session);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProviderSession))]
internal sealed partial class ProviderSessionJson : JsonSerializerContext;
