using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Discovery;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.Tests.Discovery;

/// <summary>OpenID Connect Discovery section 3, RFC 8414; contract oidc.md section 1.1.</summary>
public sealed class DiscoveryDocumentTests
{
    [Fact(DisplayName = "Contract section 1.1: the whole document, to the letter")]
    public void The_document_is_the_golden_one()
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Discovery", "openid-configuration.golden.json"));
        using var document = JsonDocument.Parse(golden);
        // The file is indented to be read; the wire is compact, in the same order.
        Assert.Equal(
            JsonSerializer.Serialize(document.RootElement),
            Encoding.UTF8.GetString(DiscoveryDocument.ToUtf8("http://localhost:3001/oidc", SigningAlgorithm.ES384)));
    }

    [Theory(DisplayName = "Contract section 1.1: the ID token algorithm is the current key's")]
    [InlineData(SigningAlgorithm.ES256, "ES256")]
    [InlineData(SigningAlgorithm.RS256, "RS256")]
    public void The_algorithm_follows_the_key(SigningAlgorithm algorithm, string name)
    {
        using var document = JsonDocument.Parse(DiscoveryDocument.ToUtf8("https://id.example/oidc", algorithm));
        var algorithms = document.RootElement.GetProperty("id_token_signing_alg_values_supported");
        Assert.Equal([name], algorithms.EnumerateArray().Select(value => value.GetString()!));
        Assert.Equal("https://id.example/oidc", document.RootElement.GetProperty("issuer").GetString());
    }

    [Fact(DisplayName = "OpenID Connect Discovery section 4.3: issuers are compared as strings")]
    public void An_issuer_with_trailing_slash_is_refused() =>
        Assert.Throws<ArgumentException>(() => DiscoveryDocument.ToUtf8("https://id.example/oidc/", SigningAlgorithm.ES256));
}
