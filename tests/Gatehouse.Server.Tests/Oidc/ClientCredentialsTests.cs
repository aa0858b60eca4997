using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>The grant client_credentials and its token: contract/oidc.md 11.3, 11.5, 13, 15.3.</summary>
public sealed class ClientCredentialsTests : ServerTest
{
    [Fact]
    public async Task A_success_has_the_members_of_the_contract_in_its_order()
    {
        var answer = (await Server.TokenAnswerAsync(GoodForm())).Expect(200);
        Assert.Equal(["access_token", "expires_in", "token_type", "scope"], Members(answer.Json));
        Assert.Equal(3600, answer["expires_in"].GetInt32());
        Assert.Equal("Bearer", answer["token_type"].GetString());
        Assert.Equal("all", answer["scope"].GetString());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Pragma"));
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task The_token_is_a_jwt_with_exactly_the_contracts_members()
    {
        var before = Server.Clock.GetUtcNow().ToUnixTimeSeconds();
        var jwt = await Server.TokenAsync();
        var (header, payload) = (Part(jwt, 0), Part(jwt, 1));
        Assert.Equal(["alg", "typ", "kid"], Members(header));
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        Assert.Equal("at+jwt", header.GetProperty("typ").GetString());
        Assert.Equal(["jti", "sub", "iat", "exp", "scope", "client_id", "iss", "aud"], Members(payload));
        Assert.Equal(TestServer.ApplicationId, payload.GetProperty("sub").GetString());
        Assert.Equal(TestServer.ApplicationId, payload.GetProperty("client_id").GetString());
        Assert.Equal("all", payload.GetProperty("scope").GetString());
        Assert.Equal(TestServer.Endpoint + "/oidc", payload.GetProperty("iss").GetString());
        Assert.Equal(ManagementResource, payload.GetProperty("aud").GetString());
        var issuedAt = payload.GetProperty("iat").GetInt64();
        Assert.InRange(issuedAt, before, Server.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal(issuedAt + 3600, payload.GetProperty("exp").GetInt64());
        Assert.NotEqual(Part(await Server.TokenAsync(), 1).GetProperty("jti").GetString(), payload.GetProperty("jti").GetString());
    }

    [Fact]
    public async Task A_resource_server_verifies_the_token_against_the_published_keys()
    {
        var keys = new JsonWebKeySet((await Server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200).Text);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(await Server.TokenAsync(), new TokenValidationParameters
        {
            ValidIssuer = TestServer.Endpoint + "/oidc", ValidAudience = ManagementResource, IssuerSigningKeys = keys.GetSigningKeys(), ValidTypes = ["at+jwt"],
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Fact]
    public async Task The_lifetime_is_that_of_the_resource_and_follows_its_change()
    {
        var id = await Server.AddClientAsync(secrets: ("s", "secret-for-lifetimes", null));
        var indicator = await Server.AddResourceAsync(id, 120, false, "read");
        var form = Form(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "secret-for-lifetimes"), ("resource", indicator));
        var first = (await Server.TokenAnswerAsync(form)).Expect(200);
        Assert.Equal(120, first["expires_in"].GetInt32());
        var claims = Part(first["access_token"].GetString()!, 1);
        Assert.Equal(120, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());

        await Server.ChangeAsync(db => db.Resources.Where(row => row.Indicator == indicator).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessTokenTtl, 77)));
        Assert.Equal(77, (await Server.TokenAnswerAsync(form)).Expect(200)["expires_in"].GetInt32());
    }

    [Fact]
    public async Task The_management_api_also_has_the_name_where_it_really_is()
    {
        var token = await Server.TokenAsync(TestServer.Endpoint + "/api");
        Assert.Equal(ManagementResource, Part(token, 1).GetProperty("aud").GetString());
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Authorization", "Bearer " + token))).Expect(200);
    }

    [Theory]
    [InlineData("read", "read")]
    [InlineData("write read", "write read")]
    [InlineData("read  read unknown", "read")]
    [InlineData("all", null)]
    [InlineData("unknown", null)]
    [InlineData(null, null)]
    public async Task Of_the_requested_scopes_the_owned_ones_are_granted_in_the_order_asked(string? asked, string? granted)
    {
        var id = await Server.AddClientAsync(secrets: ("s", "secret-for-the-scopes", null));
        var indicator = await Server.AddResourceAsync(id, 3600, false, "read", "write");
        (string, string)[] scope = asked is null ? [] : [("scope", asked)];
        var answer = (await Server.TokenAnswerAsync(Form(
            [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "secret-for-the-scopes"), ("resource", indicator), .. scope]))).Expect(200);
        Assert.Equal(granted, answer.Json.TryGetProperty("scope", out var answered) ? answered.GetString() : null);
        Assert.Equal(granted, Part(answer["access_token"].GetString()!, 1).TryGetProperty("scope", out var claimed) ? claimed.GetString() : null);
    }

    [Fact]
    public async Task A_resource_without_owned_scopes_still_gets_its_token()
    {
        var stranger = await Server.AddClientAsync(secrets: ("s", "secret-of-the-stranger", null));
        var indicator = await Server.AddResourceAsync(await Server.AddClientAsync(), 3600, false, "read");
        var answer = await Server.TokenAnswerAsync(Form(
            ("grant_type", "client_credentials"), ("client_id", stranger), ("client_secret", "secret-of-the-stranger"), ("resource", indicator), ("scope", "read")));
        Assert.Equal(["access_token", "expires_in", "token_type"], Members(answer.Expect(200).Json));
    }

    [Theory]
    [InlineData("resource=https%3A%2F%2Fnowhere.test%2F")]
    [InlineData("resource=not-a-uri")]
    [InlineData("resource=https%3A%2F%2Fdefault.logto.app%2Fapi%23part")]
    [InlineData("resource=https%3A%2F%2Fdefault.logto.app%2Fapi%2F")]
    [InlineData("")]
    [InlineData("resource=https%3A%2F%2Fdefault.logto.app%2Fapi&resource=https%3A%2F%2Fdefault.logto.app%2Fapi")]
    public async Task A_resource_that_is_not_one_known_one_is_an_invalid_target(string resource)
    {
        var form = Form(("grant_type", "client_credentials"), ("client_id", TestServer.ApplicationId), ("client_secret", TestServer.ApplicationSecret), ("scope", "all"));
        (await Server.TokenAnswerAsync($"{form}&{resource}")).ExpectError(400, "invalid_target");
    }

    [Fact]
    public async Task The_default_resource_counts_where_none_is_named()
    {
        await using var server = await TestServer.StartAsync();
        var indicator = await server.AddResourceAsync(TestServer.ApplicationId, 600, true, "read");
        var answer = (await server.TokenAnswerAsync(Form(
            ("grant_type", "client_credentials"), ("client_id", TestServer.ApplicationId), ("client_secret", TestServer.ApplicationSecret), ("scope", "read all")))).Expect(200);
        Assert.Equal(indicator, Part(answer["access_token"].GetString()!, 1).GetProperty("aud").GetString());
        Assert.Equal("read", answer["scope"].GetString());
        Assert.Equal(600, answer["expires_in"].GetInt32());
    }

    [Theory]
    [InlineData("password", "unsupported_grant_type")]
    [InlineData("implicit", "unsupported_grant_type")]
    [InlineData("authorization_code", "invalid_request")]
    [InlineData("refresh_token", "invalid_request")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code", "invalid_request")]
    [InlineData("", "invalid_request")]
    public async Task A_grant_type_that_is_unknown_or_not_the_clients_is_refused(string grantType, string error) =>
        (await Server.TokenAnswerAsync(GoodForm().Replace("grant_type=client_credentials", "grant_type=" + Uri.EscapeDataString(grantType)))).ExpectError(400, error);

    [Fact]
    public async Task Public_and_web_clients_have_no_client_credentials()
    {
        var spa = await Server.AddClientAsync(ApplicationType.SPA, oidc: """{"redirectUris":["https://spa.test/cb"],"postLogoutRedirectUris":[]}""");
        (await Server.TokenAnswerAsync(Form(("grant_type", "client_credentials"), ("client_id", spa), ("resource", ManagementResource)))).ExpectError(400, "invalid_request");
        var web = await Server.AddClientAsync(ApplicationType.Traditional, oidc: """{"redirectUris":["https://web.test/cb"],"postLogoutRedirectUris":[]}""", secrets: ("s", "secret-of-the-web-app", null));
        (await Server.TokenAnswerAsync(Form(("grant_type", "client_credentials"), ("client_id", web), ("client_secret", "secret-of-the-web-app"), ("resource", ManagementResource)))).ExpectError(400, "invalid_request");
    }

    [Fact]
    public async Task An_organization_that_the_application_is_not_in_is_denied() =>
        (await Server.TokenAnswerAsync(GoodForm(("organization_id", "some-organization")))).ExpectError(403, "access_denied");
}
