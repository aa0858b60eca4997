using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>contract/oidc.md 3, 4.1 and 4.2 at the token endpoint.</summary>
public sealed class ClientAuthenticationTests : ServerTest
{
    private static readonly string Grant = Form(("grant_type", "client_credentials"), ("resource", ManagementResource), ("scope", "all"));

    [Fact]
    public async Task The_secret_may_come_in_the_header_or_in_the_body()
    {
        (await Server.TokenAnswerAsync(Grant, headers: Basic(TestServer.ApplicationId, TestServer.ApplicationSecret))).Expect(200);
        (await Server.TokenAnswerAsync(GoodForm())).Expect(200);
    }

    [Fact]
    public async Task The_header_may_repeat_its_client_id_in_the_body()
    {
        var body = Grant + "&client_id=" + TestServer.ApplicationId;
        (await Server.TokenAnswerAsync(body, headers: Basic(TestServer.ApplicationId, TestServer.ApplicationSecret))).Expect(200);
    }

    [Fact]
    public async Task Basic_credentials_are_form_encoded_and_the_scheme_has_no_case()
    {
        var secret = "a:b+c d%e&€uro-and-more";
        var id = await Server.AddClientAsync(secrets: ("odd", secret, null));
        var (name, value) = Basic(id, Uri.EscapeDataString(secret));
        (await Server.TokenAnswerAsync(Grant, headers: (name, value.Replace("Basic", "bAsIc")))).Expect(200);
    }

    [Fact]
    public async Task Any_of_several_secrets_authenticates_until_its_own_expiry()
    {
        await using var server = await TestServer.StartAsync();
        var now = server.Clock.GetUtcNow().UtcDateTime;
        var id = await server.AddClientAsync(secrets: [("Default secret", "first-secret-1234", null), ("second", "second-secret-1234", now.AddHours(1)), ("old", "third-secret-1234", now.AddHours(-1))]);
        (await server.TokenAnswerAsync(Grant, headers: Basic(id, "first-secret-1234"))).Expect(200);
        (await server.TokenAnswerAsync(Grant, headers: Basic(id, "second-secret-1234"))).Expect(200);
        var expired = (await server.TokenAnswerAsync(Grant, headers: Basic(id, "third-secret-1234"))).ExpectError(400, "invalid_request");
        Assert.Null(expired.Header("WWW-Authenticate"));

        server.Clock.Advance(TimeSpan.FromMinutes(59));
        (await server.TokenAnswerAsync(Grant, headers: Basic(id, "second-secret-1234"))).Expect(200);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await server.TokenAnswerAsync(Grant, headers: Basic(id, "second-secret-1234"))).ExpectError(400, "invalid_request");
        (await server.TokenAnswerAsync(Grant, headers: Basic(id, "first-secret-1234"))).Expect(200);
    }

    [Fact]
    public async Task The_legacy_secret_of_a_seeded_application_works_at_the_admin_endpoint_and_its_token_at_the_default_api()
    {
        var secret = await Server.InDatabaseAsync(async db =>
        {
            var row = await db.Applications.SingleAsync(application => application.Id == "m-default");
            return Server.Services.GetRequiredService<Sealer>().Open(row.LegacySecret!.Value);
        }, "admin");
        using var response = await Server.AdminApi.PostAsync("/oidc/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "m-default", ["client_secret"] = secret, ["resource"] = ManagementResource, ["scope"] = "all",
        }));
        var token = (await Answer.ReadAsync(response)).Expect(200)["access_token"].GetString()!;
        Assert.Equal(TestServer.AdminEndpoint + "/oidc", Part(token, 1).GetProperty("iss").GetString());
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users?page_size=1", null, ("Authorization", "Bearer " + token))).Expect(200);
    }

    [Fact]
    public async Task A_token_of_tenant_default_is_refused_by_tenant_admin()
    {
        var token = await Server.TokenAsync();
        (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer " + token))).Expect(401, "auth.unauthorized");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("m-default")]
    public async Task An_unknown_client_is_400_without_a_challenge(string id)
    {
        (await Server.TokenAnswerAsync(Grant + $"&client_id={id}&client_secret=x")).ExpectError(400, "invalid_client");
        var basic = (await Server.TokenAnswerAsync(Grant, headers: Basic(id, "x"))).ExpectError(400, "invalid_client");
        Assert.Null(basic.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_wrong_secret_is_401_and_is_challenged_only_where_a_header_was_sent()
    {
        var body = (await Server.TokenAnswerAsync(Grant + $"&client_id={TestServer.ApplicationId}&client_secret=wrong")).ExpectError(401, "invalid_client");
        Assert.Null(body.Header("WWW-Authenticate"));
        var header = (await Server.TokenAnswerAsync(Grant, headers: Basic(TestServer.ApplicationId, "wrong"))).ExpectError(401, "invalid_client");
        Assert.StartsWith($"Basic realm=\"{TestServer.Endpoint}/oidc\", error=\"invalid_client\", error_description=\"", header.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_confidential_client_without_secret_and_a_public_one_with_a_secret_are_401()
    {
        (await Server.TokenAnswerAsync(Grant + $"&client_id={TestServer.ApplicationId}")).ExpectError(401, "invalid_client");
        var spa = await Server.AddClientAsync(ApplicationType.SPA);
        (await Server.TokenAnswerAsync(Grant + $"&client_id={spa}&client_secret=anything")).ExpectError(401, "invalid_client");
        (await Server.TokenAnswerAsync(Grant, headers: Basic(spa, "anything"))).ExpectError(401, "invalid_client");
    }

    [Fact]
    public async Task A_confidential_client_that_owns_no_secret_can_not_authenticate()
    {
        var id = await Server.AddClientAsync();
        (await Server.TokenAnswerAsync(Grant + $"&client_id={id}&client_secret=x")).ExpectError(401, "invalid_client");
    }

    [Theory]
    [InlineData("client_secret=x")]
    [InlineData("client_assertion=x&client_assertion_type=y")]
    [InlineData("client_id=somebody-else")]
    public async Task Two_mechanisms_at_once_or_two_clients_are_400(string more) =>
        (await Server.TokenAnswerAsync($"{Grant}&{more}", headers: Basic(TestServer.ApplicationId, TestServer.ApplicationSecret))).ExpectError(400, "invalid_request");

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    public async Task A_header_that_is_no_basic_credential_is_400(string header) =>
        (await Server.TokenAnswerAsync(Grant, headers: ("Authorization", header))).ExpectError(400, "invalid_request");

    [Fact]
    public async Task Nobody_at_all_is_400() => (await Server.TokenAnswerAsync(Grant)).ExpectError(400, "invalid_request");

    [Fact]
    public async Task A_deleted_application_and_a_role_taken_away_count_at_once()
    {
        var id = await Server.AddClientAsync(secrets: ("s", "secret-of-the-deleted", null));
        var form = Grant + $"&client_id={id}&client_secret=secret-of-the-deleted";
        Assert.Equal("all", (await Server.TokenAnswerAsync(form)).Expect(200)["scope"].GetString());

        await Server.ChangeAsync(db => db.Set<Gatehouse.Server.Roles.ApplicationRole>().Where(grant => grant.ApplicationId == id).ExecuteDeleteAsync());
        Assert.False((await Server.TokenAnswerAsync(form)).Expect(200).Json.TryGetProperty("scope", out _));

        await Server.ChangeAsync(db => db.Applications.Where(application => application.Id == id).ExecuteDeleteAsync());
        (await Server.TokenAnswerAsync(form)).ExpectError(400, "invalid_client");
    }
}
