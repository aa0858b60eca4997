using System.IO.Compression;
using System.Text.Json;
using Gatehouse.Server.Tests.Hosting;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>Discovery, JWKS, and what is nowhere: contract/oidc.md 1 and 2.</summary>
public sealed class DiscoveryTests : ServerTest
{
    private const string Configuration = "/oidc/.well-known/openid-configuration";

    [Theory]
    [InlineData(Configuration)]
    [InlineData("/oidc/.well-known/oauth-authorization-server")]
    public async Task Both_paths_of_both_tenants_answer_the_golden_document(string path)
    {
        var golden = await File.ReadAllTextAsync(Repository.PathOf("tests/Gatehouse.Protocol.Tests/Discovery/openid-configuration.golden.json"));
        var goldenIssuer = JsonDocument.Parse(golden).RootElement.GetProperty("issuer").GetString()!;
        foreach (var (client, issuer) in new[] { (Server.Anonymous, TestServer.Endpoint + "/oidc"), (Server.AdminApi, TestServer.AdminEndpoint + "/oidc") })
        {
            var answer = (await client.GetAnswerAsync(path)).Expect(200);
            Assert.Equal(
                JsonSerializer.Serialize(JsonDocument.Parse(golden.Replace(goldenIssuer, issuer).Replace("[\"ES384\"]", "[\"ES256\"]")).RootElement),
                JsonSerializer.Serialize(answer.Json));
            Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
            Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
            Assert.Null(answer.Header("Cache-Control"));
            Assert.NotNull(answer.Header("ETag"));
        }
    }

    [Theory]
    [InlineData(Configuration)]
    [InlineData("/oidc/jwks")]
    public async Task Any_origin_may_read_it(string path)
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, path, null, ("Origin", "https://anybody.test"))).Expect(200);
        Assert.Equal("https://anybody.test", answer.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(Configuration)]
    [InlineData("/oidc/jwks")]
    public async Task A_known_document_is_304_by_its_tag_and_a_head_has_no_body(string path)
    {
        var tag = (await Server.Anonymous.GetAnswerAsync(path)).Header("ETag")!;
        foreach (var known in (string[])[tag, "W/" + tag, $"\"other\", {tag}", "*"])
            Assert.Equal("", (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, path, null, ("If-None-Match", known))).Expect(304).Text);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, path, null, ("If-None-Match", "\"other\""))).Expect(200);
        Assert.Equal("", (await Server.Anonymous.SendAnswerAsync(HttpMethod.Head, path)).Expect(200).Text);
    }

    [Fact]
    public async Task Discovery_is_compressed_for_who_accepts_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Configuration);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await Server.Anonymous.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unzipped = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(TestServer.Endpoint + "/oidc", (await JsonDocument.ParseAsync(unzipped)).RootElement.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task The_key_set_has_the_contracts_headers_and_members()
    {
        var answer = (await Server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200);
        Assert.Equal("application/jwk-set+json; charset=utf-8", answer.Header("Content-Type"));
        // The client sorts the words.
        Assert.Equal(["max-age=0", "must-revalidate", "no-cache"], answer.Header("Cache-Control")!.Split(", ").Order());
        var key = Assert.Single(answer["keys"].EnumerateArray());
        Assert.Equal(["kty", "use", "kid", "alg", "crv", "x", "y"], Members(key));
        Assert.Equal("ES256", key.GetProperty("alg").GetString());
        Assert.NotEqual(answer.Text, (await Server.AdminApi.GetAnswerAsync("/oidc/jwks")).Text);
    }

    [Fact]
    public async Task Who_refuses_cached_key_sets_gets_the_whole_one()
    {
        var tag = (await Server.Anonymous.GetAnswerAsync("/oidc/jwks")).Header("ETag")!;
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/oidc/jwks", null, ("If-None-Match", tag), ("Cache-Control", "no-cache"))).Expect(200);
    }

    [Theory]
    [InlineData("GET", "/oidc")]
    [InlineData("GET", "/oidc/")]
    [InlineData("GET", "/oidc/token")]
    [InlineData("PUT", "/oidc/token")]
    [InlineData("PURGE", "/oidc/token")]
    [InlineData("POST", "/oidc/jwks")]
    [InlineData("DELETE", Configuration)]
    [InlineData("POST", "/oidc/nowhere")]
    [InlineData("OPTIONS", "/oidc/session/end")]
    [InlineData("OPTIONS", "/oidc/token")]
    [InlineData("GET", "/oidc/.well-known/nothing/at/all")]
    public async Task An_unknown_path_and_a_wrong_method_are_404(string method, string path)
    {
        var answer = (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path)).Expect(404, "oidc.invalid_request");
        Assert.Equal(["code", "message", "error", "error_description"], Members(answer.Json));
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task Every_answer_has_the_hardening_headers_and_an_id()
    {
        foreach (var path in (string[])[Configuration, "/oidc/nowhere", "/oidc/jwks"])
        {
            var answer = await Server.Anonymous.GetAnswerAsync(path);
            foreach (var (name, value) in new[]
                     {
                         ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "SAMEORIGIN"), ("Referrer-Policy", "strict-origin-when-cross-origin"),
                         ("Cross-Origin-Resource-Policy", "same-origin"), ("Strict-Transport-Security", "max-age=15552000; includeSubDomains"),
                         ("Origin-Agent-Cluster", "?1"), ("X-Download-Options", "noopen"), ("X-Permitted-Cross-Domain-Policies", "none"), ("X-XSS-Protection", "0"),
                     })
                Assert.Equal(value, answer.Header(name));
            Assert.Matches("^[A-Za-z0-9_-]{16}$", answer.Header("Logto-Core-Request-Id"));
            Assert.Null(answer.Header("Content-Security-Policy"));
            Assert.Null(answer.Header("Server"));
        }
    }
}
