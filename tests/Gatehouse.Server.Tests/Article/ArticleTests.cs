using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Article;

/// <summary>
/// The guide that the project started from: its Node.js code runs as printed against the started program, only the host and the
/// credentials are replaced (tests/article).
/// </summary>
public sealed class ArticleTests
{
    [Fact]
    public async Task The_articles_code_runs_as_printed_and_its_receiver_verifies_our_signature()
    {
        var folder = Folder();
        Requirement.Need(Directory.Exists(Path.Combine(folder, "node_modules")), "the packages of tests/article are not installed: npm install --prefix tests/article");
        await using var database = await TestDatabase.CreateAsync();
        var (port, adminPort) = (FreePort(), FreePort());
        var endpoint = $"http://localhost:{port}";
        using var server = Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "gatehouse.dll")], database.Folder, new()
        {
            ["PORT"] = $"{port}",
            ["ADMIN_PORT"] = $"{adminPort}",
            ["LISTEN_ADDRESS"] = "localhost",
            ["DB_URL"] = database.Url,
            ["SECRET_KEY_FILE"] = Path.Combine(database.Folder, "gatehouse.key"),
            ["BOOTSTRAP_M2M_APP_ID"] = "article",
            ["BOOTSTRAP_M2M_APP_SECRET"] = "the-secret-of-the-article",
            ["OUTBOUND_ALLOWED_NETWORKS"] = "127.0.0.0/8",
        });
        try
        {
            await AnswersAsync(endpoint, server);
            using var article = Start("node", ["run.mjs"], folder, new()
            {
                ["GATEHOUSE_ENDPOINT"] = endpoint,
                ["LOGTO_M2M_APP_ID"] = "article",
                ["LOGTO_M2M_APP_SECRET"] = "the-secret-of-the-article",
            });
            var errors = article.StandardError.ReadToEndAsync();
            var output = await article.StandardOutput.ReadToEndAsync();
            Assert.True(output.StartsWith('{'), $"{output}\n{await errors}");
            Judge(JsonDocument.Parse(output).RootElement);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private static void Judge(JsonElement result)
    {
        Assert.Equal(0, result.GetProperty("before").GetArrayLength());

        var created = result.GetProperty("created");
        Assert.Equal("user@example.com", created.GetProperty("primaryEmail").GetString());
        Assert.Equal("홍길동", created.GetProperty("name").GetString());
        Assert.Equal("EMP-001", created.GetProperty("customData").GetProperty("employeeId").GetString());

        var found = Assert.Single(result.GetProperty("found").EnumerateArray());
        Assert.Equal(created.GetProperty("id").GetString(), found.GetProperty("id").GetString());

        var changed = result.GetProperty("changed");
        Assert.Equal("김철수", changed.GetProperty("name").GetString());
        Assert.Equal(["plan", "updatedAt"], changed.GetProperty("customData").EnumerateObject().Select(member => member.Name).Order());

        Assert.Equal(204, result.GetProperty("password").GetInt32());
        Assert.Equal("entity.not_found", result.GetProperty("deleted").GetProperty("code").GetString());

        // Six events with our signature, and one that the receiver was told to expect under another secret.
        var answers = result.GetProperty("answers").EnumerateArray().Select(status => status.GetInt32()).ToList();
        Assert.Equal([200, 200, 200, 200, 200, 200], answers[..6]);
        Assert.Equal(401, answers[6]);
        var log = result.GetProperty("log").EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.Equal([$"생성된 사용자 ID: {created.GetProperty("id").GetString()}", "신규 사용자: user@example.com"], log.Where(line => !line.EndsWith(": ", StringComparison.Ordinal)).Take(2));
        // The user's id and the id of the session, as the receiver reads them.
        Assert.Matches($"^로그인: {result.GetProperty("signedIn").GetString()} [0-9a-zA-Z_-]+$", log[^1]);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../article"));

    private static Process Start(string program, string[] arguments, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Requirement.Need(false, $"{program} is not installed");
            throw;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task AnswersAsync(string endpoint, Process server)
    {
        _ = server.StandardOutput.ReadToEndAsync();
        _ = server.StandardError.ReadToEndAsync();
        using var client = new HttpClient();
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            Assert.False(server.HasExited, "The server stopped");
            try
            {
                if ((await client.GetAsync(new Uri(endpoint + "/api/status"))).StatusCode == HttpStatusCode.NoContent) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        Assert.Fail("The server did not answer within a minute");
    }
}
