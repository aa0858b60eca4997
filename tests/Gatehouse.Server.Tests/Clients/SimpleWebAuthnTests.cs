using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Protocol.WebAuthn;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>
/// Answers of authenticators, whole and twisted, before our ceremonies and before those of the npm package @simplewebauthn/server: what we
/// let through, it lets through. Where we are stricter than it, the case says so.
/// </summary>
public sealed class SimpleWebAuthnTests
{
    private const string Origin = "https://auth.example";
    private const string RpId = "auth.example";
    private const string Challenge = "c29tZXRoaW5nIG5vYm9keSBndWVzc2Vz";

    private static readonly SoftwareAuthenticator Authenticator = new(Origin);
    private static readonly CeremonyExpectation Expected = new() { Challenge = Challenge, RpId = RpId, Origins = [Origin] };

    [Fact]
    public async Task An_independent_verifier_comes_to_the_same_verdicts()
    {
        List<Case> cases = [.. Registrations(), .. Assertions()];
        var result = await NodeClient.RunAsync("simplewebauthn", "verdicts", new Dictionary<string, object>
        {
            ["cases"] = cases.Select(each => each.Sent), ["challenge"] = Challenge, ["origin"] = Origin, ["rpId"] = RpId,
        });
        var theirs = result.GetProperty("verdicts").EnumerateArray().Select(verdict => verdict.GetString()).ToList();
        Assert.Equal(cases.Count, theirs.Count);
        foreach (var (each, verdict) in cases.Zip(theirs))
        {
            Assert.True(each.IsTaken == (verdict is null) || (each.IsStricterHere && !each.IsTaken), $"{each.Name}: here {(each.IsTaken ? "taken" : "refused")}, there {verdict ?? "taken"}");
        }

        Assert.True(cases.Count(each => each.IsTaken) >= 10 && cases.Count(each => !each.IsTaken) >= 30);
    }

    private static IEnumerable<Case> Registrations()
    {
        foreach (var (name, twist, isStricterHere) in Common("webauthn.get").Concat(
        [
            ("RS256", new Twist { Algorithm = -257 }, false),
            ("self attestation", new Twist { Format = "packed" }, false),
            ("self attestation with RSA", new Twist { Format = "packed", Algorithm = -257 }, false),
            ("self attestation of another key", new Twist { Format = "packed", AttestedBy = SoftwarePasskey.New(RpId, [1]) }, false),
            ("self attestation with another algorithm", new Twist { Format = "packed", StatementAlgorithm = -257 }, false),
            ("none with a statement", new Twist { Statement = [0xA1, 0x61, 0x61, 0x01] }, false),
            ("EdDSA", new Twist { PublicKey = SoftwarePasskey.Cose([(1, 1), (3, -8), (-1, 6)], [(-2, new byte[32])]) }, false),
            ("ES384", new Twist { PublicKey = SoftwarePasskey.Cose([(1, 2), (3, -35), (-1, 2)], [(-2, new byte[48]), (-3, new byte[48])]) }, false),
            ("no credential", new Twist { FlagsTaken = 0x40 }, false),
            // There a credential need not be what the response says, nor a key one that can verify anything.
            ("another id", new Twist { CredentialId = [1, 2, 3] }, true),
            ("a point off the curve", new Twist { PublicKey = SoftwarePasskey.Cose([(1, 2), (3, -7), (-1, 1)], [(-2, [.. Enumerable.Repeat((byte)7, 32)]), (-3, new byte[32])]) }, true),
        ]))
        {
            var json = Authenticator.Create(Options(), twist).Response;
            var isTaken = RegistrationResponse.Read(Element(json)) is { } read && RegistrationCeremony.Verify(read, Expected).TryGet(out _, out _);
            yield return new Case("registration, " + name, isTaken, isStricterHere, new { response = Theirs(json) });
        }

        var whole = Authenticator.Create(Options()).Response;
        var attestation = (string)whole["response"]!["attestationObject"]!;
        foreach (var length in (int[])[4, 40, 100, 160, attestation.Length - 4])
        {
            whole["response"]!["attestationObject"] = attestation[..(length / 4 * 4)];
            var isTaken = RegistrationCeremony.Verify(RegistrationResponse.Read(Element(whole))!, Expected).TryGet(out _, out _);
            yield return new Case($"registration, cut off at {length}", isTaken, false, new { response = Theirs(whole) });
        }
    }

    private static IEnumerable<Case> Assertions()
    {
        foreach (var algorithm in (int[])[-7, -257])
        {
            foreach (var (name, twist, isStricterHere) in Common("webauthn.create").Concat(
            [
                ("the same count", new Twist { Count = 5 }, false),
                ("a smaller count", new Twist { Count = 4 }, false),
                ("no count any more", new Twist { Count = 0 }, false),
                // There the caller has to compare the user.
                ("another user", new Twist { UserHandle = [9] }, true),
                ("no user", new Twist { LeavesUserOut = true }, false),
            ]))
            {
                var passkey = SoftwarePasskey.New(RpId, [1], algorithm);
                passkey.Count = 5;
                var json = Authenticator.Get(Options(), passkey, twist);
                yield return Assertion($"assertion by {algorithm}, {name}", json, passkey, isStricterHere);
            }

            var own = SoftwarePasskey.New(RpId, [1], algorithm);
            own.Count = 5;
            foreach (var member in (string[])["signature", "authenticatorData", "clientDataJSON"])
            {
                var json = Authenticator.Get(Options(), own);
                var octets = Base64Url.DecodeFromChars((string)json["response"]![member]!);
                octets[^1] ^= 1;
                json["response"]![member] = Base64Url.EncodeToString(octets);
                own.Count = 5;
                yield return Assertion($"assertion by {algorithm}, {member} changed", json, own, isStricterHere: false);
            }
        }
    }

    /// <param name="otherType">The other ceremony's.</param>
    private static IEnumerable<(string Name, Twist Twist, bool IsStricterHere)> Common(string otherType) =>
    [
        ("whole", new Twist(), false),
        ("backed up", new Twist { FlagsAdded = 0x18 }, false),
        ("can be backed up", new Twist { FlagsAdded = 0x08 }, false),
        ("with extensions", new Twist { ExtensionData = [0xA1, 0x61, 0x61, 0x01] }, false),
        ("backed up and can't be", new Twist { FlagsAdded = 0x10 }, false),
        ("the other ceremony", new Twist { Type = otherType }, false),
        ("another challenge", new Twist { Challenge = "b3RoZXI" }, false),
        ("another origin", new Twist { Origin = "https://evil.example" }, false),
        ("an origin with a slash", new Twist { Origin = Origin + "/" }, false),
        ("another relying party", new Twist { RpId = "evil.example" }, false),
        ("nobody present", new Twist { FlagsTaken = 0x01 }, false),
        ("nobody verified", new Twist { FlagsTaken = 0x04 }, false),
        ("left-over octets", new Twist { LeftOver = [0] }, false),
        ("extensions that are missing", new Twist { FlagsAdded = 0x80 }, false),
        // Our pages are never framed by another site; there that is the caller's.
        ("in a frame", new Twist { IsCrossOrigin = true }, true),
        ("in a frame of another site", new Twist { IsCrossOrigin = true, TopOrigin = "https://evil.example" }, true),
    ];

    private static Case Assertion(string name, JsonObject json, SoftwarePasskey passkey, bool isStricterHere)
    {
        var record = new CredentialRecord(passkey.Id, passkey.PublicKey, 5, passkey.UserHandle);
        var isTaken = AuthenticationResponse.Read(Element(json)) is { } read && AuthenticationCeremony.Verify(read, record, Expected).TryGet(out _, out _);
        return new Case(name, isTaken, isStricterHere, new
        {
            response = Theirs(json), credential = new { id = Base64Url.EncodeToString(passkey.Id), publicKey = Base64Url.EncodeToString(passkey.PublicKey), counter = 5 },
        });
    }

    /// <summary>As the specification writes the type.</summary>
    private static JsonNode Theirs(JsonObject json)
    {
        var copy = json.DeepClone();
        copy["type"] = "public-key";
        return copy;
    }

    private static JsonNode Options() => JsonNode.Parse($$"""{ "challenge": "{{Challenge}}", "rp": { "id": "{{RpId}}" }, "user": { "id": "AQ" } }""")!;

    private static JsonElement Element(JsonNode json) => JsonDocument.Parse(json.ToJsonString()).RootElement;

    private sealed record Case(string Name, bool IsTaken, bool IsStricterHere, object Sent);
}
