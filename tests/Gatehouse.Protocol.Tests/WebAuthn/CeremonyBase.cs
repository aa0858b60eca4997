using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Protocol.WebAuthn;

namespace Gatehouse.Protocol.Tests.WebAuthn;

/// <summary>Options of a server at auth.example, and what it makes of answers to them.</summary>
public abstract class CeremonyBase
{
    protected const string Origin = "https://auth.example";
    protected const string RpId = "auth.example";
    protected const string Challenge = "c29tZXRoaW5nIG5vYm9keSBndWVzc2Vz";

    protected static readonly byte[] Owner = "user-1"u8.ToArray();

    private protected static readonly CeremonyExpectation Expected = new() { Challenge = Challenge, RpId = RpId, Origins = [Origin] };

    protected static SoftwareAuthenticator Authenticator { get; } = new(Origin);

    protected static JsonNode Options { get; } = JsonNode.Parse(
        $$"""{ "challenge": "{{Challenge}}", "rpId": "{{RpId}}", "rp": { "id": "{{RpId}}" }, "user": { "id": "{{System.Buffers.Text.Base64Url.EncodeToString(Owner)}}" } }""")!;

    private protected static CeremonyResult<RegisteredCredential> Register(JsonNode response, CeremonyExpectation? expected = null) =>
        RegistrationCeremony.Verify(RegistrationResponse.Read(Element(response))!, expected ?? Expected);

    private protected static CeremonyResult<AssertedCredential> Authenticate(JsonNode response, CredentialRecord record, CeremonyExpectation? expected = null) =>
        AuthenticationCeremony.Verify(AuthenticationResponse.Read(Element(response))!, record, expected ?? Expected);

    private protected static CredentialRecord RecordOf(SoftwarePasskey passkey) => new(passkey.Id, passkey.PublicKey, passkey.Count, passkey.UserHandle);

    protected static JsonElement Element(JsonNode json) => JsonDocument.Parse(json.ToJsonString()).RootElement;

    private protected static T Value<T>(CeremonyResult<T> result)
        where T : notnull
    {
        Assert.True(result.TryGet(out var value, out var problem), problem?.Message);
        return value;
    }

    private protected static void IsRefused<T>(string why, CeremonyResult<T> result)
        where T : notnull
    {
        Assert.False(result.TryGet(out _, out var problem), "Let through.");
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    protected static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text);
}
