using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Protocol.WebAuthn;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Credentials.Passkeys;

/// <summary>What a browser was asked, until it answers: once (WebAuthn section 13.4.3).</summary>
/// <param name="Value">32 octets in base64url.</param>
/// <param name="RpId">The host that the options were made for.</param>
internal sealed record PasskeyChallenge(string Value, string RpId)
{
    private const int Octets = 32;

    public static PasskeyChallenge New(string rpId) => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Octets)), rpId);

    public static PasskeyChallenge Of(JsonText stored) => JsonSerializer.Deserialize(stored.Text, PasskeyChallengeJson.Default.PasskeyChallenge)!;

    public JsonText ToStored() => JsonText.FromStored(JsonSerializer.Serialize(this, PasskeyChallengeJson.Default.PasskeyChallenge));

    /// <summary>The user has to be verified, always.</summary>
    public CeremonyExpectation ExpectedAt(PasskeySite site) => new() { Challenge = Value, RpId = RpId, Origins = site.Origins };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PasskeyChallenge))]
internal sealed partial class PasskeyChallengeJson : JsonSerializerContext;
