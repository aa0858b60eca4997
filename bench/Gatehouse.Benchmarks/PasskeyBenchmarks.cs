using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Gatehouse.Protocol.Tests.WebAuthn;
using Gatehouse.Protocol.WebAuthn;

namespace Gatehouse.Benchmarks;

/// <summary>What one ceremony costs, from the browser's JSON to the verdict. The budget is 2 ms.</summary>
[MemoryDiagnoser]
public class PasskeyBenchmarks
{
    private const string Origin = "https://auth.example";

    private static readonly JsonNode Options = JsonNode.Parse("""{ "challenge": "c29tZXRoaW5nIG5vYm9keSBndWVzc2Vz", "rp": { "id": "auth.example" }, "user": { "id": "AQ" } }""")!;
    private static readonly CeremonyExpectation Expected = new() { Challenge = (string)Options["challenge"]!, RpId = "auth.example", Origins = [Origin] };

    private static readonly (string Json, CredentialRecord Record) ES256 = Assertion(-7);
    private static readonly (string Json, CredentialRecord Record) RS256 = Assertion(-257);
    private static readonly string New = new SoftwareAuthenticator(Origin).Create(Options, new Twist { Format = "packed" }).Response.ToJsonString();

    [Benchmark(Baseline = true)]
    public bool Assertion_ES256() => Verify(ES256);

    [Benchmark]
    public bool Assertion_RS256() => Verify(RS256);

    [Benchmark]
    public bool Registration_with_self_attestation()
    {
        using var json = JsonDocument.Parse(New);
        return RegistrationCeremony.Verify(RegistrationResponse.Read(json.RootElement)!, Expected).TryGet(out _, out _) ? true : throw new InvalidOperationException();
    }

    private static bool Verify((string Json, CredentialRecord Record) given)
    {
        using var json = JsonDocument.Parse(given.Json);
        return AuthenticationCeremony.Verify(AuthenticationResponse.Read(json.RootElement)!, given.Record, Expected).TryGet(out _, out _) ? true : throw new InvalidOperationException();
    }

    private static (string Json, CredentialRecord Record) Assertion(int algorithm)
    {
        var passkey = SoftwarePasskey.New("auth.example", [1], algorithm);
        return (new SoftwareAuthenticator(Origin).Get(Options, passkey).ToJsonString(), new CredentialRecord(passkey.Id, passkey.PublicKey, 0, passkey.UserHandle));
    }
}
