using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>RFC 9126; contract/oidc.md 3, 5.2 and 6: POST /oidc/request.</summary>
public sealed class PushedAuthorizationTests : ServerTest
{
    private const string Path = "/oidc/request";
    private const string FormType = "application/x-www-form-urlencoded";
    private const string Secret = "secret-of-a-pushing-client";
    private const string Oidc = """{"redirectUris":["https://app.test/callback"],"postLogoutRedirectUris":[]}""";

    private static readonly (string Name, string Value)[] Good =
    [
        ("redirect_uri", "https://app.test/callback"), ("response_type", "code"), ("scope", "openid profile"), ("state", "s"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256"),
    ];

    [Fact(DisplayName = "RFC 9126 section 2.2: 201 with the name of the request and 60 seconds")]
    public async Task A_good_request_is_kept_for_a_minute()
    {
        var id = await AddSpaAsync();
        var answer = (await PushAsync([("client_id", id), .. Good])).Expect(201);
        Assert.Equal(["expires_in", "request_uri"], Members(answer.Json));
        Assert.Equal(60, answer["expires_in"].GetInt32());
        Assert.Matches("^urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}$", answer["request_uri"].GetString());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));

        var row = await RowAsync(answer);
        Assert.Equal((id, null), (row.ApplicationId, row.ConsumedAt));
        Assert.Equal(TimeSpan.FromSeconds(60), row.ExpiresAt - row.CreatedAt);
    }

    [Fact(DisplayName = "RFC 9126 section 7.1: the name can't be guessed, and the database does not hold it")]
    public async Task Only_a_digest_is_stored()
    {
        var id = await AddSpaAsync();
        var first = (await PushAsync([("client_id", id), .. Good])).Expect(201)["request_uri"].GetString()!;
        var second = (await PushAsync([("client_id", id), .. Good])).Expect(201)["request_uri"].GetString()!;
        Assert.NotEqual(first, second);
        var rows = await Server.InDatabaseAsync(db => db.PushedRequests.Where(row => row.ApplicationId == id).ToListAsync());
        Assert.Equal(2, rows.Count);
        Assert.DoesNotContain(rows, row => $"{row.Digest} {row.Params}".Contains(RequestUri.ReferenceOf(first)!, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "RFC 9126 section 2.1: what is stored is the request, without the client's authentication")]
    public async Task The_parameters_are_stored_as_sent()
    {
        var id = await AddConfidentialAsync();
        var answer = (await PushAsync(
        [
            ("client_id", id), ("client_secret", Secret), .. Good,
            ("resource", ManagementResource), ("resource", "urn:logto:resource:organizations"), ("nonce", "n\0ö한"), ("ui_locales", ""), ("unknown", "x"),
            ("id_token_hint", await HintAsync(id)), ("first_screen", "register"),
        ])).Expect(201);
        var stored = (await RowAsync(answer)).Params.ToElement();
        Assert.Equal(
            ["client_id", "code_challenge", "code_challenge_method", "first_screen", "id_token_hint", "nonce", "redirect_uri", "resource", "response_type", "scope", "state"],
            Members(stored).Order(StringComparer.Ordinal));
        Assert.Equal("n\0ö한", stored.GetProperty("nonce").GetString());
        Assert.Equal([ManagementResource, "urn:logto:resource:organizations"], stored.GetProperty("resource").EnumerateArray().Select(item => item.GetString()));
        Assert.DoesNotContain(Secret, stored.GetRawText(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "RFC 9126 section 2.1, OWASP ASVS 10.4.10: confidential clients authenticate here as at the token endpoint")]
    public async Task A_confidential_client_authenticates()
    {
        var id = await AddConfidentialAsync();
        (await PushAsync([("client_id", id), .. Good], Basic(id, Secret))).Expect(201);
        (await PushAsync([("client_id", id), ("client_secret", Secret), .. Good])).Expect(201);
        (await PushAsync([("client_id", id), .. Good])).ExpectError(401, "invalid_client");
        (await PushAsync([("client_id", id), ("client_secret", "wrong"), .. Good])).ExpectError(401, "invalid_client");
        var challenged = (await PushAsync([("client_id", id), .. Good], Basic(id, "wrong"))).ExpectError(401, "invalid_client");
        Assert.StartsWith("Basic realm=", challenged.Header("WWW-Authenticate"), StringComparison.Ordinal);
        (await PushAsync([("client_id", id), ("client_secret", Secret), .. Good], Basic(id, Secret))).ExpectError(400, "invalid_request");
    }

    [Fact(DisplayName = "Contract section 6: client_id is needed in the form even when HTTP Basic is used")]
    public async Task A_header_is_no_client_id()
    {
        var id = await AddConfidentialAsync();
        (await PushAsync(Good, Basic(id, Secret))).ExpectError(400, "invalid_request");
        (await PushAsync([("client_id", "other"), .. Good], Basic(id, Secret))).ExpectError(400, "invalid_request");
        (await PushAsync(Good)).ExpectError(400, "invalid_request");
        (await PushAsync([("client_id", "nobody"), .. Good])).ExpectError(400, "invalid_client");
        (await PushAsync([("client_id", await AddSpaAsync()), ("client_secret", "x"), .. Good])).ExpectError(401, "invalid_client");
    }

    [Theory(DisplayName = "RFC 9126 section 2.3, contract section 6: what /auth would refuse is answered here")]
    [InlineData("redirect_uri=https://evil.test/callback", "invalid_redirect_uri")]
    [InlineData("redirect_uri=https://app.test/callback?x=y", "invalid_redirect_uri")]
    [InlineData("resource=https://nothing.test", "invalid_target")]
    [InlineData("resource=not-a-uri", "invalid_target")]
    [InlineData("response_type=", "invalid_request")]
    [InlineData("response_type=token", "unsupported_response_type")]
    [InlineData("response_type=id_token", "invalid_request")]
    [InlineData("response_mode=jwt", "unsupported_response_mode")]
    [InlineData("prompt=none login", "invalid_request")]
    [InlineData("prompt=create", "invalid_request")]
    [InlineData("max_age=soon", "invalid_request")]
    [InlineData("scope=profile&nonce=n", "invalid_request")]
    [InlineData("code_challenge_method=plain", "invalid_request")]
    [InlineData("code_challenge=&code_challenge_method=", "invalid_request")]
    [InlineData("dpop_jkt=x", "invalid_request")]
    public async Task Bad_requests_are_answered_and_not_kept(string changes, string error)
    {
        var id = await AddSpaAsync();
        var changed = changes.Split('&').Select(pair => (Name: pair.Split('=', 2)[0], Value: pair.Split('=', 2)[1])).ToList();
        (await PushAsync([("client_id", id), .. Good.ExceptBy(changed.Select(pair => pair.Name), pair => pair.Name), .. changed])).ExpectError(400, error);
        Assert.False(await Server.InDatabaseAsync(db => db.PushedRequests.AnyAsync(row => row.ApplicationId == id)));
    }

    [Theory(DisplayName = "RFC 9126 section 2.1: no request_uri inside, ours or another; OpenID Connect Core section 6: no request object")]
    [InlineData("request_uri", "https://app.test/request", "request_uri_not_supported")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:abc", "request_uri_not_supported")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported")]
    [InlineData("registration", "{}", "registration_not_supported")]
    public async Task Requests_are_not_nested(string name, string value, string error)
    {
        var answer = (await PushAsync([("client_id", await AddSpaAsync()), .. Good, (name, value)])).Expect(400, "oidc." + error);
        Assert.Equal(["code", "message", "error"], Members(answer.Json));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Theory(DisplayName = "Contract section 2: a parameter given twice, also one that /auth would not redirect")]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("state")]
    [InlineData("scope")]
    public async Task Doubled_parameters_are_answered(string name)
    {
        (string, string)[] all = [("client_id", await AddSpaAsync()), .. Good];
        (await PushAsync([.. all, all.First(pair => pair.Item1 == name)])).ExpectError(400, "invalid_request");
    }

    [Fact(DisplayName = "Contract section 3: clients that sign nobody in")]
    public async Task Clients_without_redirect_uris_are_refused()
    {
        var machine = await Server.AddClientAsync(secrets: ("s", Secret, null));
        (await PushAsync([("client_id", machine), .. Good], Basic(machine, Secret))).ExpectError(400, "invalid_redirect_uri");
        var device = await Server.AddClientAsync(ApplicationType.Native, """{"isDeviceFlow":true}""", Oidc);
        (await PushAsync([("client_id", device), .. Good])).ExpectError(400, "invalid_request");
        var bare = await Server.AddClientAsync(ApplicationType.SPA);
        (await PushAsync([("client_id", bare), .. Good])).ExpectError(400, "invalid_redirect_uri");
    }

    [Fact(DisplayName = "RFC 9126 section 6: a client that must push may push")]
    public async Task Pushing_where_it_is_required()
    {
        var id = await Server.AddClientAsync(
            ApplicationType.SPA, oidc: """{"redirectUris":["https://app.test/callback"],"postLogoutRedirectUris":[],"requirePushedAuthorizationRequests":true}""");
        (await PushAsync([("client_id", id), .. Good])).Expect(201);
    }

    [Fact(DisplayName = "Contract section 2: JSON counts as a form, other bodies are refused")]
    public async Task Bodies()
    {
        var id = await AddSpaAsync();
        var json = JsonSerializer.Serialize(Good.Append(("client_id", id)).ToDictionary(pair => pair.Item1, pair => pair.Item2));
        (await PostAsync(json, "application/json")).Expect(201);
        (await PostAsync("client_id=" + id, "text/plain")).ExpectError(400, "invalid_request");
        (await PostAsync("client_id=" + id, FormType + "; charset=klingon")).ExpectError(415, "invalid_request");
        (await PostAsync("state=" + new string('x', 57 * 1024), FormType)).ExpectError(413, "invalid_request");
    }

    [Fact(DisplayName = "Contract section 2: commas separate resources in a query string only")]
    public async Task A_body_holds_one_resource_a_parameter() =>
        (await PushAsync([("client_id", await AddSpaAsync()), .. Good, ("resource", ManagementResource + "," + ManagementResource)]))
            .ExpectError(400, "invalid_target");

    [Fact(DisplayName = "Contract section 5.2: origins")]
    public async Task Origins()
    {
        var id = await AddSpaAsync();
        var own = (await PushAsync([("client_id", id), .. Good], ("Origin", "https://app.test"))).Expect(201);
        Assert.Equal("https://app.test", own.Header("Access-Control-Allow-Origin"));
        Assert.Equal("WWW-Authenticate", own.Header("Access-Control-Expose-Headers"));
        var other = (await PushAsync([("client_id", id), .. Good], ("Origin", "https://evil.test"))).ExpectError(400, "invalid_request");
        Assert.Null(other.Header("Access-Control-Allow-Origin"));
        var unknown = (await PushAsync([("client_id", "nobody"), .. Good], ("Origin", "https://evil.test"))).ExpectError(400, "invalid_client");
        Assert.Equal("https://evil.test", unknown.Header("Access-Control-Allow-Origin"));

        var preflight = (await Server.Anonymous.SendAnswerAsync(
            HttpMethod.Options, Path, null, ("Origin", "https://anybody.test"), ("Access-Control-Request-Method", "POST"))).Expect(204);
        Assert.Equal("https://anybody.test", preflight.Header("Access-Control-Allow-Origin"));
        Assert.Equal("POST", preflight.Header("Access-Control-Allow-Methods"));
        Assert.Equal("3600", preflight.Header("Access-Control-Max-Age"));
    }

    [Theory(DisplayName = "Contract section 2: other methods are not found")]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_post(string method) =>
        (await Server.Anonymous.SendAnswerAsync(new HttpMethod(method), Path)).Expect(404, "oidc.invalid_request");

    [Fact(DisplayName = "Contract section 3: parse_error=false gives the plain body")]
    public async Task Plain_errors()
    {
        var answer = (await PostAsync(Form(("client_id", "nobody")), FormType, "?parse_error=false")).Expect(400);
        Assert.Equal(["error", "error_description"], Members(answer.Json));
    }

    [Fact(DisplayName = "Contract section 6: id_token_hint is an ID token of this server for the client")]
    public async Task Hints_are_judged()
    {
        var id = await AddSpaAsync();
        (await PushAsync([("client_id", id), .. Good, ("id_token_hint", await HintAsync(id))])).Expect(201);
        foreach (var hint in new[] { "x", await HintAsync("another-client"), (await HintAsync(id))[..^8], await HintAsync(id, "at+jwt") })
            (await PushAsync([("client_id", id), .. Good, ("id_token_hint", hint)])).ExpectError(400, "invalid_request");
    }

    [Fact(DisplayName = "OWASP ASVS 16.2.5: neither secret nor request URI in the log")]
    public async Task Nothing_secret_is_logged()
    {
        var id = await AddConfidentialAsync();
        var uri = (await PushAsync([("client_id", id), ("client_secret", Secret), .. Good])).Expect(201)["request_uri"].GetString()!;
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains(RequestUri.ReferenceOf(uri)!, StringComparison.Ordinal));
    }

    private async Task<string> HintAsync(string clientId, string? type = null)
    {
        var keys = (await Server.Services.GetRequiredService<Snapshots>().GetAsync("default", CancellationToken.None)).Get<SigningKeys>();
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { sub = "somebody", aud = clientId, iss = TestServer.Endpoint + "/oidc" });
        return keys.Sign(JwsHeader.Create(keys.Algorithm, keys.Published[0].Kid, type), payload);
    }

    private Task<string> AddSpaAsync() => Server.AddClientAsync(ApplicationType.SPA, oidc: Oidc);

    private Task<string> AddConfidentialAsync() => Server.AddClientAsync(ApplicationType.Traditional, oidc: Oidc, secrets: ("s", Secret, null));

    private Task<Answer> PushAsync((string Name, string Value)[] form, params (string Name, string Value)[] headers) =>
        PostAsync(Form(form), FormType, headers: headers);

    private async Task<Answer> PostAsync(string body, string contentType, string query = "", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + query) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Server.Anonymous.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private Task<PushedRequest> RowAsync(Answer answer)
    {
        var digest = OpaqueToken.DigestOf(RequestUri.ReferenceOf(answer["request_uri"].GetString())!);
        return Server.InDatabaseAsync(db => db.PushedRequests.SingleAsync(row => row.Digest == digest));
    }
}
