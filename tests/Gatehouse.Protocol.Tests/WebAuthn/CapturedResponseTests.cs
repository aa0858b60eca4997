using System.Buffers.Text;
using System.Text.Json;
using Gatehouse.Protocol.WebAuthn;

namespace Gatehouse.Protocol.Tests.WebAuthn;

/// <summary>
/// Answers of real authenticators (security keys, a TPM, Windows Hello), as the test data of the npm package fido2-helpers 1.7.2 hold them
/// (MIT licence, Adam Powers): captured.golden.json.
/// </summary>
public sealed class CapturedResponseTests : CeremonyBase
{
    private static readonly JsonElement Captured = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "WebAuthn", "captured.golden.json"))).RootElement;

    [Theory]
    [InlineData("none")]
    [InlineData("fido-u2f")]
    [InlineData("packed with certificates")]
    [InlineData("tpm")]
    public void A_captured_registration_is_taken(string name)
    {
        var captured = Find(name);
        var response = RegistrationResponse.Read(captured.GetProperty("credential"))!;
        Assert.Equal(response.CredentialId.ToArray(), Value(RegistrationCeremony.Verify(response, ExpectationOf(captured))).Id.ToArray());
        IsRefused("relying party", RegistrationCeremony.Verify(response, ExpectationOf(captured) with { RpId = RpId }));
        IsRefused("origin", RegistrationCeremony.Verify(response, ExpectationOf(captured) with { Origins = [Origin] }));
    }

    [Theory]
    [InlineData("assertion ES256", 362u)]
    [InlineData("assertion RS256", 0u)]
    public void A_captured_assertion_is_taken(string name, uint lastCount)
    {
        var captured = Find(name);
        var response = AuthenticationResponse.Read(captured.GetProperty("credential"))!;
        var record = new CredentialRecord(response.CredentialId, CoseOf(captured.GetProperty("publicKey")), lastCount, response.UserHandle ?? default);
        Assert.Equal(lastCount + 1, Value(AuthenticationCeremony.Verify(response, record, ExpectationOf(captured))).SignCount);
        IsRefused("counter", AuthenticationCeremony.Verify(response, record with { SignCount = lastCount + 1 }, ExpectationOf(captured)));
        IsRefused("challenge", AuthenticationCeremony.Verify(response, record, ExpectationOf(captured) with { Challenge = Challenge }));
    }

    private static JsonElement Find(string name) => Captured.EnumerateArray().Single(captured => captured.GetProperty("name").GetString() == name);

    /// <summary>They are older than the demand that the user be verified.</summary>
    private static CeremonyExpectation ExpectationOf(JsonElement captured) => new()
    {
        Challenge = captured.GetProperty("challenge").GetString()!,
        RpId = new Uri(captured.GetProperty("origin").GetString()!).Host,
        Origins = [captured.GetProperty("origin").GetString()!],
        RequiresUserVerification = false,
    };

    private static byte[] CoseOf(JsonElement jwk) => jwk.GetProperty("kty").GetString() == "EC"
        ? SoftwarePasskey.Cose([(1, 2), (3, -7), (-1, 1)], [(-2, Octets(jwk, "x")), (-3, Octets(jwk, "y"))])
        : SoftwarePasskey.Cose([(1, 3), (3, -257)], [(-1, Octets(jwk, "n")), (-2, Octets(jwk, "e"))]);

    private static byte[] Octets(JsonElement jwk, string member) => Base64Url.DecodeFromChars(jwk.GetProperty(member).GetString()!);
}
