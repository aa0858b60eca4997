using System.Text.Json;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>OpenID Connect Core section 5.3, RFC 6750; contract/oidc.md 10 and 17.</summary>
public sealed class UserinfoTests : ServerTest
{
    private const string Challenge = "Bearer realm=\"" + TestServer.Endpoint + "/oidc\"";

    [Fact(DisplayName = "Contract 10 and 17: the claims of the token's scopes, live, in the order of the scopes")]
    public async Task Claims()
    {
        const string scope = "openid email phone profile custom_data identities roles urn:logto:scope:organizations urn:logto:scope:organization_roles address";
        var app = await Authorized.CreateAsync(Server, scope: scope);
        await Server.AddUserResourceAsync(app.UserId, 600, "read");
        var place = await Server.AddMembershipAsync(app.UserId);
        var email = TestServer.Unique() + "@example.com";
        (await Server.Api.PatchAnswerAsync("/api/users/" + app.UserId, new
        {
            primaryEmail = email, customData = new { aB = 1 }, profile = new { givenName = "A", address = new { streetAddress = "x" } },
        })).Expect(200);
        var given = await app.TokensAsync();
        var answer = (await app.MeAsync(given["access_token"].GetString()!)).Expect(200);
        Assert.Equal(
            [
                "sub", "email", "email_verified", "phone_number", "phone_number_verified", "name", "given_name", "preferred_username", "picture", "updated_at", "username",
                "created_at", "custom_data", "identities", "sso_identities", "roles", "organizations", "organization_data", "organization_roles", "address",
            ],
            Members(answer.Json));
        Assert.Equal((email, true, JsonValueKind.Null, false), (answer["email"].GetString(), answer["email_verified"].GetBoolean(), answer["phone_number"].ValueKind, answer["phone_number_verified"].GetBoolean()));
        Assert.Equal(("""{"aB":1}""", "{}", "[]", """{"streetAddress":"x"}"""), (answer["custom_data"].GetRawText(), answer["identities"].GetRawText(), answer["sso_identities"].GetRawText(), answer["address"].GetRawText()));
        Assert.Equal(1, answer["roles"].GetArrayLength());
        Assert.Equal($"""["{place.OrganizationId}"]""", answer["organizations"].GetRawText());
        Assert.Equal($"[{{\"id\":\"{place.OrganizationId}\",\"name\":\"Org {place.OrganizationId}\",\"description\":null}}]", answer["organization_data"].GetRawText());
        Assert.Equal($"""["{place.OrganizationId}:{place.RoleName}"]""", answer["organization_roles"].GetRawText());
        Assert.True(answer["updated_at"].GetInt64() > 1_600_000_000_000);
        Assert.Equal("no-store", answer.Header("Cache-Control"));

        // Contract 10.3: of the extended claims the ID token has what a fresh installation enables.
        Assert.Equal(["roles", "organizations", "organization_roles"], Members(Authorized.Claims(given)).Intersect(["custom_data", "identities", "sso_identities", "roles", "organizations", "organization_data", "organization_roles"]));
    }

    [Fact(DisplayName = "RFC 6750 section 2: by header or form, not by query, not twice")]
    public async Task Where_the_token_may_stand()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.AccessTokenAsync();
        (await AskAsync(HttpMethod.Get, "", ("Authorization", "bEaReR " + token))).Expect(200);
        (await AskAsync(HttpMethod.Post, "", ("Authorization", "Bearer " + token))).Expect(200);
        (await Server.FormAnswerAsync("/oidc/me", Form(("access_token", token)))).Expect(200);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Post, "/oidc/me", $$"""{"access_token":"{{token}}"}""")).Expect(200);
        foreach (var refused in new[]
        {
            await AskAsync(HttpMethod.Get, "?access_token=" + token),
            await AskAsync(HttpMethod.Get, "?access_token=" + token, ("Authorization", "Bearer " + token)),
            await Server.FormAnswerAsync("/oidc/me", Form(("access_token", token)), ("Authorization", "Bearer " + token)),
            await AskAsync(HttpMethod.Get, "", ("Authorization", "Bearer")),
            await AskAsync(HttpMethod.Get, "", ("Authorization", "Basic " + token)),
            await AskAsync(HttpMethod.Get, "", ("Authorization", $"Bearer {token} x")),
        })
        {
            refused.ExpectError(400, "invalid_request");
            Assert.StartsWith(Challenge + ", error=\"invalid_request\", error_description=\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "RFC 6750 section 3.1: without a token the realm alone; with a bad one the error")]
    public async Task Bad_tokens()
    {
        var nothing = (await AskAsync(HttpMethod.Get, "")).ExpectError(401, "invalid_token");
        Assert.Equal(Challenge, nothing.Header("WWW-Authenticate"));
        var app = await Authorized.CreateAsync(Server);
        var given = await app.TokensAsync();
        foreach (var token in People.Mutations(given["access_token"].GetString()!).Where(token => !token.Contains('\0')).Append(given["id_token"].GetString()!).Append(given["refresh_token"].GetString()!).Append(await Server.TokenAsync()))
        {
            var refused = (await app.MeAsync(token)).ExpectError(401, "invalid_token");
            Assert.StartsWith(Challenge + ", error=\"invalid_token\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        var now = Server.Clock.GetUtcNow().UtcDateTime;
        await app.ChangeTokenAsync(given["access_token"].GetString()!, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now)));
        (await app.MeAsync(given["access_token"].GetString()!)).ExpectError(401, "invalid_token");
        var plain = (await AskAsync(HttpMethod.Get, "?parse_error=false", ("Authorization", "Bearer x"))).Expect(401);
        Assert.Equal(["error", "error_description"], Members(plain.Json));
    }

    [Fact(DisplayName = "Contract 17: scope narrows the answer, openid is needed")]
    public async Task Scope()
    {
        var app = await Authorized.CreateAsync(Server, scope: "openid profile email");
        var token = await app.AccessTokenAsync();
        Assert.Equal(["sub"], Members((await AskAsync(HttpMethod.Get, "?scope=openid", ("Authorization", "Bearer " + token))).Expect(200).Json));
        Assert.Equal(["sub", "email", "email_verified"], Members((await Server.FormAnswerAsync("/oidc/me", Form(("access_token", token), ("scope", "openid email")))).Expect(200).Json));
        var refused = (await AskAsync(HttpMethod.Get, "?scope=phone", ("Authorization", "Bearer " + token))).Expect(403, "oidc.insufficient_scope");
        Assert.Equal("phone", refused["scope"].GetString());
        Assert.EndsWith(", scope=\"phone\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);

        var mute = await Authorized.CreateAsync(Server, scope: "profile");
        var lacking = (await app.MeAsync(await mute.AccessTokenAsync())).Expect(403, "oidc.insufficient_scope");
        Assert.Equal("openid", lacking["scope"].GetString());
    }

    [Fact(DisplayName = "RFC 9449 section 7.1: a token bound to a key is no bearer token")]
    public async Task A_bound_token_is_no_bearer_token()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = await app.AccessTokenAsync();
        var bound = new TokenDetails { DpopJkt = "key" }.ToStored();
        await app.ChangeTokenAsync(token, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Details, bound)));
        (await app.MeAsync(token)).ExpectError(401, "invalid_token");
    }

    [Fact(DisplayName = "Contract 5.2: a page may read it when the client of the token lists its origin")]
    public async Task Origins()
    {
        var app = await Authorized.CreateAsync(Server);
        var token = ("Authorization", "Bearer " + await app.AccessTokenAsync());
        var allowed = (await AskAsync(HttpMethod.Get, "", token, ("Origin", "https://app.test"))).Expect(200);
        Assert.Equal("https://app.test", allowed.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate", allowed.Header("Access-Control-Expose-Headers"));
        Assert.Null((await AskAsync(HttpMethod.Get, "", token, ("Origin", "https://evil.test"))).ExpectError(400, "invalid_request").Header("Access-Control-Allow-Origin"));
        Assert.Equal("https://evil.test", (await AskAsync(HttpMethod.Get, "", ("Origin", "https://evil.test"))).Expect(401).Header("Access-Control-Allow-Origin"));
    }

    private Task<Answer> AskAsync(HttpMethod method, string query, params (string Name, string Value)[] headers) =>
        Server.Anonymous.SendAnswerAsync(method, "/oidc/me" + query, null, headers);
}
