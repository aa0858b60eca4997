using System.Net;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Hosting;

public sealed class RequestFrameTests
{
    [Fact]
    public async Task Something_unforeseen_is_a_500_that_tells_its_id_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync(services: services =>
            services.AddScoped<CreateUser>(_ => throw new InvalidOperationException("canary of the inside")));
        var answer = (await server.Api.PostAnswerAsync("/api/users", new { username = "anybody" })).Expect(500);
        var id = answer.Header("Logto-Core-Request-Id")!;
        Assert.Equal(["message"], OidcCalls.Members(answer.Json));
        Assert.Contains(id, answer["message"].GetString());
        Assert.DoesNotContain("canary", answer.Text);
        Assert.DoesNotContain("Exception", answer.Text);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Contains(server.Log.Lines, line => line.Contains("canary of the inside") && line.StartsWith("Error", StringComparison.Ordinal));
        // The next request is none the worse.
        (await server.Api.GetAnswerAsync("/api/users")).Expect(200);
    }

    [Fact]
    public async Task The_sentence_of_a_500_is_in_the_callers_language()
    {
        await using var server = await TestServer.StartAsync(services: services => services.AddScoped<CreateUser>(_ => throw new InvalidOperationException()));
        var english = await server.Api.PostAnswerAsync("/api/users", "{}");
        var korean = await server.Api.SendAnswerAsync(HttpMethod.Post, "/api/users", "{}", ("Accept-Language", "ko-KR,ko;q=0.9"));
        Assert.NotEqual(english["message"].GetString()![..5], korean["message"].GetString()![..5]);
        Assert.Contains(korean.Header("Logto-Core-Request-Id")!, korean["message"].GetString());
    }

    [Fact]
    public async Task Health_tells_a_running_process_from_one_that_can_work()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var client in (HttpClient[])[server.Anonymous, server.AdminApi])
        {
            Assert.Equal("", (await client.GetAnswerAsync("/api/status")).Expect(204).Text);
            (await client.GetAnswerAsync("/health/live")).Expect(200);
            (await client.GetAnswerAsync("/health/ready")).Expect(200);
        }

        // A migration that the database lacks: this server is newer than the schema.
        await server.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsHistory" """));
        (await server.Anonymous.GetAnswerAsync("/health/ready")).Expect(503);
        (await server.Anonymous.GetAnswerAsync("/health/live")).Expect(200);
        (await server.Anonymous.GetAnswerAsync("/api/status")).Expect(204);
    }

    [Fact]
    public async Task Without_its_database_the_server_is_not_ready_and_says_no_more_than_that()
    {
        await using var server = await TestServer.StartAsync();
        await server.InDatabaseAsync(db => TestDatabase.IsPostgres
            ? db.Database.ExecuteSqlRawAsync("ALTER SCHEMA public RENAME TO gone")
            : db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF; DROP TABLE tenants"));
        Assert.Equal("Service Unavailable", (await server.Anonymous.GetAnswerAsync("/health/ready")).Expect(503).Text);
        (await server.Anonymous.GetAnswerAsync("/health/live")).Expect(200);
        Assert.DoesNotContain("Exception", (await server.TokenAnswerAsync(OidcCalls.GoodForm())).Text);
    }

    [Fact]
    public async Task Secrets_do_not_reach_the_log()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["BootstrapAdminUsername"] = "canary_admin", ["BootstrapAdminPassword"] = "canary-5-password" });
        await server.TokenAnswerAsync(OidcCalls.GoodForm().Replace(TestServer.ApplicationSecret, "canary-1"));
        await server.TokenAnswerAsync("grant_type=client_credentials", headers: OidcCalls.Basic(TestServer.ApplicationId, "canary-2"));
        await server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", "Bearer canary-3"));
        (await server.Api.PostAnswerAsync("/api/users", new { username = "canary_user", password = "canary-4-password" })).Expect(200);
        await server.Api.PostAnswerAsync("/api/users", new { username = "canary_user", password = "canary-4-password" });
        var token = await server.TokenAsync();
        Assert.NotEmpty(server.Log.Lines);
        foreach (var canary in (string[])["canary-1", "canary-2", "canary-3", "canary-4", "canary-5", TestServer.ApplicationSecret, token])
            Assert.DoesNotContain(server.Log.Lines, line => line.Contains(canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forwarded_headers_count_only_where_they_are_trusted()
    {
        Assert.StartsWith("<http://127.0.0.1:", await LinkAsync([]));
        Assert.StartsWith("<https://id.example/", await LinkAsync(new() { ["TrustProxyHeader"] = "1" }));
        Assert.StartsWith("<http://127.0.0.1:", await LinkAsync(new() { ["TrustProxyHeader"] = "1", ["TrustedProxies"] = "10.0.0.0/8" }));
    }

    [Fact]
    public async Task Behind_several_proxies_the_first_address_that_is_none_counts()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["TrustProxyHeader"] = "true", ["TrustedProxies"] = "127.0.0.0/8,10.0.0.0/8" });
        await server.TokenAnswerAsync(OidcCalls.GoodForm(), headers: ("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.1.1.1"));
        var ips = await server.InDatabaseAsync(async db => (await db.Audit.Where(row => row.Key.StartsWith("ExchangeTokenBy.")).ToListAsync())
            .Select(row => row.Payload.ToElement().GetProperty("ip").GetString()).ToList());
        Assert.Contains("203.0.113.9", ips);
        Assert.DoesNotContain("6.6.6.6", ips);
    }

    [Fact]
    public async Task An_ipv4_caller_of_an_ipv6_listener_is_logged_as_ipv4()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = TestServer.Build(new Dictionary<string, string?> { ["ListenAddress"] = "*" }, database);
        await GatehouseApp.PrepareAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        var port = new Uri(app.Urls.First()).Port;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var form = new StringContent(OidcCalls.GoodForm(), System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        (await client.PostAsync("/oidc/token", form)).EnsureSuccessStatusCode();

        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var row = await scope.ServiceProvider.GetRequiredService<GatehouseDb>().Audit.SingleAsync(entry => entry.Key.StartsWith("ExchangeTokenBy."));
        Assert.Equal("127.0.0.1", row.Payload.ToElement().GetProperty("ip").GetString());
        await app.StopAsync();
    }

    [Fact]
    public async Task A_request_that_is_no_http_is_refused_without_harm()
    {
        var server = await SharedServer.GetAsync();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /oidc/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nnot a chunk\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.Contains(" 400 ", await reader.ReadLineAsync());
    }

    private static async Task<string> LinkAsync(Dictionary<string, string?> settings)
    {
        await using var server = await TestServer.StartAsync(settings);
        foreach (var name in (string[])["one", "two"]) (await server.Api.PostAnswerAsync("/api/users", new { username = name })).Expect(200);
        var answer = await server.Api.SendAnswerAsync(HttpMethod.Get, "/api/users?page=1&page_size=1", null,
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "id.example"), ("X-Forwarded-For", "203.0.113.9"));
        return answer.Expect(200).Header("Link")!;
    }
}
