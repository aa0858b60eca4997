using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>contract/management-api.md 1.2: who gets in, and what the others hear, in the contract's order.</summary>
public sealed class AuthenticationTests : ServerTest
{
    private Task<Answer> WithAsync(string authorization, string path = "/api/users?page_size=1") =>
        Server.Anonymous.SendAnswerAsync(HttpMethod.Get, path, null, ("Authorization", authorization));

    private static IEnumerable<string> Members(JsonElement value) => value.EnumerateObject().Select(member => member.Name);

    [Fact]
    public async Task Without_the_header_it_is_missing()
    {
        foreach (var answer in (Answer[])[await Server.Anonymous.GetAnswerAsync("/api/users"), await WithAsync(""), await WithAsync("  ")])
        {
            answer.Expect(401, "auth.authorization_header_missing");
            Assert.Equal(["code", "message"], Members(answer.Json));
        }
    }

    [Theory]
    [InlineData("Basic dGVzdDp0ZXN0")]
    [InlineData("bearer x")]
    [InlineData("BEARER x")]
    [InlineData("Beare")]
    public async Task Another_type_is_not_supported(string authorization)
    {
        var answer = (await WithAsync(authorization)).Expect(401, "auth.authorization_token_type_not_supported");
        Assert.Equal("""{"supportedTypes":["Bearer"]}""", answer["data"].GetRawText());
        Assert.Equal(["code", "data", "message"], Members(answer.Json));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer garbage")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ...")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.e30")]
    [InlineData("BearerX")]
    public async Task Garbage_is_no_token(string authorization)
    {
        var answer = (await WithAsync(authorization)).Expect(401, "auth.unauthorized");
        Assert.Equal("""{"code":"ERR_JWS_INVALID","name":"JWSInvalid"}""", answer["data"].GetRawText());
        Assert.Null(answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task The_token_begins_at_the_eighth_character()
    {
        var token = await Server.TokenAsync();
        (await WithAsync("Bearer " + token)).Expect(200);
        (await WithAsync("Bearer_" + token)).Expect(200);
        (await WithAsync("Bearer  " + token)).Expect(401, "auth.unauthorized");
        (await WithAsync("Bearer" + token)).Expect(401, "auth.unauthorized");
        (await WithAsync($"Bearer {token} {token}")).Expect(401, "auth.unauthorized");
    }

    [Fact]
    public async Task What_is_wrong_with_a_signature_has_its_own_code()
    {
        var forge = await TokenForge.OfAsync(Server);
        (await WithAsync("Bearer " + forge.Make())).Expect(200);
        var tampered = forge.Make().Split('.');
        var unsigned = forge.Unsigned(claims => claims["sub"] = "another").Split('.');
        foreach (var (token, code, name) in ((string, string, string)[])
        [
            (forge.Unsigned(null, header => header["alg"] = "none") + ".", "ERR_JOSE_NOT_SUPPORTED", "JOSENotSupported"),
            (forge.MakeWithPublicKeyAsSecret(), "ERR_JOSE_NOT_SUPPORTED", "JOSENotSupported"),
            (forge.Make(null, header => header["kid"] = "unknown"), "ERR_JWKS_NO_MATCHING_KEY", "JWKSNoMatchingKey"),
            (forge.Make(null, header => header["alg"] = "ES384"), "ERR_JWKS_NO_MATCHING_KEY", "JWKSNoMatchingKey"),
            ($"{unsigned[0]}.{unsigned[1]}.{tampered[2]}", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "JWSSignatureVerificationFailed"),
            ($"{tampered[0]}.{tampered[1]}.", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "JWSSignatureVerificationFailed"),
            (forge.Make(null, header => header.Remove("kid")), "ERR_JWKS_NO_MATCHING_KEY", "JWKSNoMatchingKey"),
        ])
        {
            var answer = (await WithAsync("Bearer " + token)).Expect(401, "auth.unauthorized");
            Assert.Equal($$"""{"code":"{{code}}","name":"{{name}}"}""", answer["data"].GetRawText());
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_claim_is_told_with_all_claims()
    {
        var forge = await TokenForge.OfAsync(Server);
        var now = Server.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (token, claim, code, name) in ((string, string, string, string)[])
        [
            (forge.Make(claims => claims["aud"] = "https://admin.logto.app/api"), "aud", "ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed"),
            (forge.Make(claims => claims["iss"] = "http://other.test/oidc"), "iss", "ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed"),
            (forge.Make(claims => claims["nbf"] = now + 1000), "nbf", "ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed"),
            (forge.Make(claims => claims.Remove("exp")), "exp", "ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed"),
            (forge.Make(claims => claims["exp"] = now - 1), "exp", "ERR_JWT_EXPIRED", "JWTExpired"),
            (forge.Make(null, header => header["typ"] = "JWT"), "typ", "ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed"),
        ])
        {
            var data = (await WithAsync("Bearer " + token)).Expect(401, "auth.unauthorized")["data"];
            Assert.Equal(["code", "name", "claim", "reason", "payload"], Members(data));
            Assert.Equal((code, name, claim, "check_failed"), (data.GetProperty("code").GetString(), data.GetProperty("name").GetString(), data.GetProperty("claim").GetString(), data.GetProperty("reason").GetString()));
            Assert.Equal(TestServer.ApplicationId, data.GetProperty("payload").GetProperty("sub").GetString());
        }
    }

    [Fact]
    public async Task An_audience_of_several_is_fine_when_one_is_ours()
    {
        var forge = await TokenForge.OfAsync(Server);
        (await WithAsync("Bearer " + forge.Make(claims => claims["aud"] = new System.Text.Json.Nodes.JsonArray("https://x.test", "https://default.logto.app/api")))).Expect(200);
    }

    [Fact]
    public async Task A_token_without_subject_is_401_before_its_scope_counts()
    {
        var forge = await TokenForge.OfAsync(Server);
        (await WithAsync("Bearer " + forge.Make(claims => { claims.Remove("sub"); claims.Remove("scope"); }))).Expect(401, "auth.jwt_sub_missing");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("allx al")]
    [InlineData("ALL")]
    public async Task A_token_without_scope_all_is_forbidden(string? scope)
    {
        var forge = await TokenForge.OfAsync(Server);
        var answer = (await WithAsync("Bearer " + forge.Make(claims => claims["scope"] = scope))).Expect(403, "auth.forbidden");
        Assert.Equal(["code", "message"], Members(answer.Json));
    }

    [Fact]
    public async Task A_token_that_was_asked_for_without_scope_is_forbidden_and_one_scope_of_several_suffices()
    {
        (await WithAsync("Bearer " + await Server.TokenAsync(scope: null))).Expect(403, "auth.forbidden");
        var forge = await TokenForge.OfAsync(Server);
        (await WithAsync("Bearer " + forge.Make(claims => claims["scope"] = "read all write"))).Expect(200);
    }

    [Theory]
    [InlineData("POST", "/api/users", "{")]
    [InlineData("POST", "/api/users", """{"username":1}""")]
    [InlineData("GET", "/api/users?page=0&search.a.b=", null)]
    [InlineData("GET", "/api/users?search=%00", null)]
    [InlineData("DELETE", "/api/users/none", null)]
    public async Task Nothing_of_the_request_is_looked_at_before_the_token(string method, string path, string? body)
    {
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path, body)).Expect(401, "auth.authorization_header_missing");
        var forbidden = "Bearer " + await Server.TokenAsync(scope: null);
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), path, body, ("Authorization", forbidden))).Expect(403, "auth.forbidden");
    }

    [Fact]
    public async Task The_admin_tenant_speaks_for_default_but_not_the_other_way_round()
    {
        var forDefault = await TokenForge.AdminTokenAsync(Server, "m-default", "https://default.logto.app/api");
        (await WithAsync("Bearer " + forDefault)).Expect(200);
        var forAdmin = await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api");
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + forAdmin))).Expect(200);
        (await WithAsync("Bearer " + forAdmin)).Expect(401, "auth.unauthorized");

        var ours = await Server.TokenAsync();
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + ours))).Expect(401, "auth.unauthorized");
        var forge = await TokenForge.OfAsync(Server);
        var dressedUp = forge.Make(claims => { claims["aud"] = "https://admin.logto.app/api"; claims["iss"] = TestServer.AdminEndpoint + "/oidc"; });
        var refused = await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + dressedUp));
        Assert.Equal("ERR_JWKS_NO_MATCHING_KEY", refused.Expect(401, "auth.unauthorized")["data"].GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_application_is_known_by_a_subject_that_is_its_client_id()
    {
        var forge = await TokenForge.OfAsync(Server);
        var self = await Api.NewUserAsync();
        // The guard against deleting oneself knows the caller by the subject alone.
        var token = forge.Make(claims => claims["sub"] = self.Id);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Delete, "/api/users/" + self.Id, null, ("Authorization", "Bearer " + token))).Expect(400, "user.cannot_delete_self");
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Delete, "/api/users/unknown-self", null, ("Authorization", "Bearer " + forge.Make(claims => claims["sub"] = "unknown-self"))))
            .Expect(400, "user.cannot_delete_self");
    }

    [Fact]
    public async Task The_development_header_counts_for_nothing_outside_test_mode() =>
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("development-user-id", "somebody"))).Expect(401, "auth.authorization_header_missing");

    [Fact]
    public async Task In_test_mode_the_development_header_names_the_caller()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" });
        (await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("development-user-id", "somebody"))).Expect(200);
        (await server.Anonymous.SendAnswerAsync(HttpMethod.Delete, "/api/users/somebody", null, ("development-user-id", "somebody"))).Expect(400, "user.cannot_delete_self");
        (await server.Anonymous.GetAnswerAsync("/api/users")).Expect(401);
    }

    [Fact]
    public async Task A_token_ends_when_its_time_is_over()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.GetAnswerAsync("/api/users")).Expect(200);
        server.Clock.Advance(TimeSpan.FromHours(2));
        var answer = (await server.Api.GetAnswerAsync("/api/users")).Expect(401, "auth.unauthorized");
        Assert.Equal("ERR_JWT_EXPIRED", answer["data"].GetProperty("code").GetString());
    }
}
