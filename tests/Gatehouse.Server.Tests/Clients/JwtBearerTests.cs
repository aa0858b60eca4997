using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Clients;

/// <summary>An API that ASP.NET Core's own bearer authentication protects: it knows our issuer and its own indicator, nothing else.</summary>
public sealed class JwtBearerTests
{
    [Fact]
    public async Task AddJwtBearer_accepts_our_token_and_refuses_another_audience_expired_tampered_and_id_tokens()
    {
        await using var server = await ClientServer.StartAsync(DateTimeOffset.UtcNow.AddHours(-2));
        var clientId = await server.AddClientAsync(secrets: ("s", Given.Secret, null));
        var (resource, other) = (await server.AddResourceAsync(clientId, scopes: "read"), await server.AddResourceAsync(clientId, scopes: "read"));
        await using var api = await StartApiAsync(server.Address + "oidc", resource);
        var expired = await TokenAsync(server, clientId, resource);
        server.Clock.Advance(TimeSpan.FromHours(2));
        server.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await server.TokenAsync());
        var good = await TokenAsync(server, clientId, resource);

        var (status, subject) = await CallAsync(api, good);
        Assert.Equal((HttpStatusCode.OK, clientId), (status, subject));
        foreach (var bad in (string[])[expired, await TokenAsync(server, clientId, other), .. Tampered(good), await IdTokenAsync(server)])
            Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(api, bad)).Status);
    }

    private static async Task<WebApplication> StartApiAsync(string issuer, string audience)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            (options.Authority, options.Audience, options.RequireHttpsMetadata, options.MapInboundClaims) = (issuer, audience, false, false);
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (ClaimsPrincipal user) => user.HasClaim("scope", "read") ? user.FindFirstValue("sub") : "").RequireAuthorization();
        await app.StartAsync();
        return app;
    }

    private static async Task<string> TokenAsync(TestServer server, string clientId, string resource) => (await server.TokenAnswerAsync(OidcCalls.Form(
        ("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", Given.Secret), ("resource", resource), ("scope", "read"))))
        .Expect(200)["access_token"].GetString()!;

    private static async Task<string> IdTokenAsync(TestServer server) =>
        (await (await Authorized.CreateAsync(server)).TokensAsync())["id_token"].GetString()!;

    /// <summary>One bit of the signature, another subject under the old signature, and no signature with <c>alg: none</c>.</summary>
    private static IEnumerable<string> Tampered(string token)
    {
        var parts = token.Split('.');
        yield return $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}";
        var payload = OidcCalls.Part(token, 1).GetRawText().Replace("\"scope\":\"read\"", "\"scope\":\"read admin\"", StringComparison.Ordinal);
        yield return $"{parts[0]}.{Encoded(payload)}.{parts[2]}";
        yield return $"{Encoded("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.";
    }

    private static string Encoded(string json) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static async Task<(HttpStatusCode Status, string Body)> CallAsync(WebApplication api, string token)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync(new Uri(api.Urls.First()));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
