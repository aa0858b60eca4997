using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Server.Tests.Keys;

/// <summary>contract/oidc.md 1.2 and 1.3.</summary>
public sealed class SigningKeyTests
{
    [Fact]
    public async Task A_new_tenant_signs_with_es256()
    {
        var server = await SharedServer.GetAsync();
        foreach (var tenant in (string[])["default", "admin"])
        {
            var key = Assert.Single(await server.InDatabaseAsync(db => db.SigningKeys.AsNoTracking().ToListAsync(), tenant));
            Assert.Equal(("ES256", SigningKeyStatus.Current), (key.Algorithm, key.Status));
        }
    }

    [Theory]
    [InlineData("ES384", 96)]
    [InlineData("RS256", 512)]
    public async Task Another_current_key_signs_and_is_published_first_with_next_and_previous_behind_it(string algorithm, int signatureLength)
    {
        await using var server = await TestServer.StartAsync();
        var old = await server.TokenAsync();
        await server.ChangeAsync(async db =>
        {
            await db.SigningKeys.Where(key => key.Status == SigningKeyStatus.Current).ExecuteUpdateAsync(set => set.SetProperty(key => key.Status, SigningKeyStatus.Previous));
            // In another order than that of the key set.
            db.SigningKeys.Add(Key(server, "ES256", SigningKeyStatus.Next));
            db.SigningKeys.Add(Key(server, algorithm, SigningKeyStatus.Current));
        });

        var published = (await server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200);
        var keys = published["keys"].EnumerateArray().ToList();
        Assert.Equal(3, keys.Count);
        Assert.Equal(algorithm == "RS256" ? "RSA" : "EC", keys[0].GetProperty("kty").GetString());
        Assert.Equal(OidcCalls.Part(old, 0).GetProperty("kid").GetString(), keys[2].GetProperty("kid").GetString());

        var token = await server.TokenAsync();
        Assert.Equal(algorithm, OidcCalls.Part(token, 0).GetProperty("alg").GetString());
        Assert.Equal(keys[0].GetProperty("kid").GetString(), OidcCalls.Part(token, 0).GetProperty("kid").GetString());
        Assert.Equal(signatureLength, Base64UrlEncoder.DecodeBytes(token.Split('.')[2]).Length);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = TestServer.Endpoint + "/oidc", ValidAudience = OidcCalls.ManagementResource, IssuerSigningKeys = new JsonWebKeySet(published.Text).GetSigningKeys(),
        });
        Assert.True(result.IsValid, result.Exception?.Message);

        // The new token and the one from before the rotation both work.
        foreach (var bearer in (string[])[token, old])
            (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Authorization", "Bearer " + bearer))).Expect(200);
        var discovery = await server.Anonymous.GetAnswerAsync("/oidc/.well-known/openid-configuration");
        Assert.Contains(algorithm, discovery["id_token_signing_alg_values_supported"].EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task An_rsa_key_is_published_with_its_members_in_order()
    {
        await using var server = await TestServer.StartAsync();
        await server.ChangeAsync(db =>
        {
            db.SigningKeys.Add(Key(server, "RS256", SigningKeyStatus.Next));
            return Task.CompletedTask;
        });
        var key = (await server.Anonymous.GetAnswerAsync("/oidc/jwks"))["keys"][1];
        Assert.Equal(["kty", "use", "kid", "e", "n"], OidcCalls.Members(key));
    }

    [Fact]
    public async Task Two_keys_of_one_status_are_refused_by_the_database()
    {
        var server = await SharedServer.GetAsync();
        await Assert.ThrowsAsync<DbUpdateException>(() => server.InDatabaseAsync(db =>
        {
            db.SigningKeys.Add(Key(server, "ES256", SigningKeyStatus.Current));
            return db.SaveChangesAsync();
        }));
    }

    [Theory]
    [InlineData("not-a-token", "ERR_JWS_INVALID")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.", "ERR_JOSE_NOT_SUPPORTED")]
    [InlineData("eyJhbGciOiJIUzI1NiIsImtpZCI6IngifQ.e30.AAAA", "ERR_JOSE_NOT_SUPPORTED")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.e30.AAAA", "ERR_JWKS_NO_MATCHING_KEY")]
    [InlineData("eyJhbGciOjF9.e30.AAAA", "ERR_JWS_INVALID")]
    [InlineData("a.b.c", "ERR_JWS_INVALID")]
    [InlineData("a.b.c.d.e", "ERR_JWS_INVALID")]
    public async Task A_forged_token_is_refused_with_the_name_of_its_fault(string token, string code)
    {
        var server = await SharedServer.GetAsync();
        var answer = (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + token))).Expect(401, "auth.unauthorized");
        Assert.Equal(code, answer["data"].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_changed_payload_an_expired_token_and_a_wrong_audience_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        var parts = (await server.TokenAsync()).Split('.');
        var other = (await server.TokenAsync(scope: null)).Split('.');
        await RefusedAsync(server, $"{parts[0]}.{other[1]}.{parts[2]}", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED");

        var indicator = await server.AddResourceAsync(TestServer.ApplicationId, 3600, false, "all");
        await RefusedAsync(server, await server.TokenAsync(indicator), "ERR_JWT_CLAIM_VALIDATION_FAILED");

        server.Clock.Advance(TimeSpan.FromSeconds(3601));
        await RefusedAsync(server, string.Join('.', parts), "ERR_JWT_EXPIRED");
    }

    private static async Task RefusedAsync(TestServer server, string token, string code)
    {
        var answer = (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + token))).Expect(401, "auth.unauthorized");
        Assert.Equal(code, answer["data"].GetProperty("code").GetString());
    }

    private static SigningKey Key(TestServer server, string algorithm, SigningKeyStatus status) => new()
    {
        TenantId = "default", Id = Identifier.Long(), Algorithm = algorithm, Status = status, CreatedAt = server.Clock.GetUtcNow().UtcDateTime,
        PrivateKey = server.Services.GetRequiredService<Sealer>().Seal(SigningKeys.Generate(
            algorithm switch { "ES256" => SigningAlgorithm.ES256, "ES384" => SigningAlgorithm.ES384, _ => SigningAlgorithm.RS256 })),
    };
}
