using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.Server.Tests.Oidc;

namespace Gatehouse.Server.Tests.CommandLine;

/// <summary>The program from outside: commands, settings from the environment, exit codes.</summary>
public sealed class CommandLineTests : CommandTest
{
    [Theory]
    [InlineData("There is no command 'sevre'", "sevre")]
    [InlineData("There is no command 'frobnicate'", "db", "status", "frobnicate")]
    [InlineData("There is no option '--verbose'", "--verbose")]
    [InlineData("There is no option '--Gatehose:Port=1'", "serve", "--Gatehose:Port=1")]
    [InlineData("There is no option '--Gatehouse:Port'", "serve", "--Gatehouse:Port", "1")]
    [InlineData("There is no setting Gatehouse:Prot", "serve", "--Gatehouse:Prot=1")]
    [InlineData("PORT is 'x'", "--Gatehouse:Port=x")]
    public async Task A_mistyped_command_or_option_is_an_error_with_a_sentence(string sentence, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal(1, code);
        Assert.Contains(sentence, error);
        Assert.DoesNotContain("   at ", error);
        Assert.Equal("", output);
        Assert.False(File.Exists(Path.Combine(Database.Folder, "gatehouse.key")));
    }

    [Fact]
    public async Task A_tenant_is_made_listed_and_meant_by_its_id()
    {
        var made = await RunAsync("tenant", "create", "acme", "--name", "Acme & Co", "--endpoint", "https://acme.example.com");
        Assert.True(made.Code == 0, made.Error);
        Assert.Equal("tenant: acme\nendpoint: https://acme.example.com\nissuer: https://acme.example.com/oidc\n", made.Out);
        var again = await RunAsync("tenant", "create", "acme", "--endpoint", "https://other.example.com");
        Assert.Equal((1, "There is a tenant with this id already.\n"), (again.Code, again.Error));
        Assert.Equal(1, (await RunAsync("tenant", "create", "bcme", "--endpoint", "https://other.example.com/path")).Code);
        Assert.Equal(
            "acme https://acme.example.com\nadmin http://localhost:3002\ndefault http://localhost:3001\n", (await RunAsync("tenant", "list")).Out);
        Assert.Matches("status: Next\n$", (await RunAsync("keys", "rotate", "--staged", "--tenant", "acme")).Out);
    }

    [Fact]
    public async Task Status_says_what_is_missing_and_migrate_brings_it()
    {
        var before = await RunAsync("db", "status");
        Assert.Equal(2, before.Code);
        Assert.Contains("missing  20261122000000_Foundation", before.Out);
        Assert.DoesNotContain("gatehouse:gatehouse", before.Out);
        // Looking changes nothing.
        Assert.Empty(Directory.EnumerateFiles(Database.Folder));

        var migrated = await RunAsync("db", "migrate");
        Assert.True(migrated.Code == 0, migrated.Error);
        Assert.Contains("applied  20261122000000_Foundation", migrated.Out);
        Assert.Equal(0, (await RunAsync("db", "status")).Code);
    }

    [Fact]
    public async Task The_doctor_shows_what_the_server_believes_and_counts_findings_in_its_exit_code()
    {
        var sick = await RunAsync("doctor");
        Assert.Equal(2, sick.Code);
        Assert.Contains("!!   secret key", sick.Out);
        Assert.Contains("!!   database", sick.Out);
        Assert.Empty(Directory.EnumerateFiles(Database.Folder));

        await RunAsync("db", "migrate");
        var well = await RunAsync("doctor");
        Assert.True(well.Code == 0, well.Out + well.Error);
        Assert.Contains("issuer                 http://localhost:3001/oidc", well.Out);
        Assert.DoesNotContain("!!", well.Out);

        Environment["ENDPOINT"] = "http://id.example";
        var open = await RunAsync("doctor");
        Assert.Equal(2, open.Code);
        Assert.Contains("without TLS", open.Out);
    }

    [Fact]
    public async Task ADatabase_that_does_not_answer_is_a_sentence_not_a_stack()
    {
        Environment["DB_URL"] = $"postgres://nobody:canary-password@127.0.0.1:{FreePort()}/nothing";
        var doctor = await RunAsync("doctor");
        Assert.Equal(2, doctor.Code);
        Assert.Contains("It does not answer", doctor.Out);
        var serve = await RunAsync("serve");
        Assert.Equal(1, serve.Code);
        Assert.DoesNotContain("   at ", serve.Error);
        Assert.NotEqual("", serve.Error);
        Assert.DoesNotContain("canary-password", doctor.Out + doctor.Error + serve.Out + serve.Error);
    }

    [Fact]
    public async Task An_administrator_is_made_with_a_password_that_is_shown_once()
    {
        var made = await RunAsync("admin", "create", "first_admin");
        Assert.True(made.Code == 0, made.Error);
        Assert.Matches("username: first_admin\npassword: [A-Za-z0-9]{20}\n$", made.Out);
        var again = await RunAsync("admin", "create", "first_admin");
        Assert.Equal(1, again.Code);
        Assert.Contains("already", again.Error);
        var bad = await RunAsync("admin", "create", "not a name");
        Assert.Equal(1, bad.Code);
        Assert.Contains("'not a name' is no username", bad.Error);
        Assert.NotEqual(0, (await RunAsync("admin", "create")).Code);
        Assert.NotEqual(0, (await RunAsync("admin")).Code);
    }

    [Fact]
    public async Task Keys_are_rotated_at_once_or_staged_and_promoted()
    {
        var rotated = await RunAsync("keys", "rotate", "--algorithm", "ES384");
        Assert.True(rotated.Code == 0, rotated.Error);
        Assert.Matches("id: [a-z0-9]{21}\nalgorithm: ES384\nstatus: Current\n$", rotated.Out);
        Assert.Matches("status: Next\n$", (await RunAsync("keys", "rotate", "--staged", "--tenant", "admin")).Out);
        var again = await RunAsync("keys", "rotate", "--tenant", "admin");
        Assert.Equal(1, again.Code);
        Assert.Contains("keys promote", again.Error);
        Assert.Matches("status: Current\n$", (await RunAsync("keys", "promote", "--tenant", "admin")).Out);
        Assert.Equal(1, (await RunAsync("keys", "promote")).Code);
        Assert.Matches("id: [a-z0-9]{21}\n$", (await RunAsync("keys", "rotate-cookies")).Out);
        Assert.NotEqual(0, (await RunAsync("keys", "rotate", "--algorithm", "HS256")).Code);
        var nobody = await RunAsync("keys", "rotate", "--tenant", "nobody");
        Assert.Equal((1, "There is no tenant 'nobody'.\n"), (nobody.Code, nobody.Error));
    }

    [Fact]
    public async Task The_server_takes_its_settings_from_theEnvironment_and_stops_when_told_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM");
        var made = await RunAsync("app", "create-m2m");
        Assert.True(made.Code == 0, made.Error);
        var lines = made.Out.Split('\n').TakeLast(3).ToArray();
        var (id, secret) = (lines[0]["client_id: ".Length..], lines[1]["client_secret: ".Length..]);

        var (port, adminPort) = (FreePort(), FreePort());
        Environment["PORT"] = "not this one";
        Environment["Gatehouse__Port"] = port.ToString();
        Environment["ADMIN_PORT"] = adminPort.ToString();
        Environment["INTEGRATION_TEST"] = "true";
        Environment["MOCK_CONNECTOR_MESSAGE_DIR"] = Path.Combine(Database.Folder, "messages");
        Environment["LISTEN_ADDRESS"] = "127.0.0.1";
        Environment["BOOTSTRAP_M2M_APP_ID"] = "from-environment";
        Environment["BOOTSTRAP_M2M_APP_SECRET"] = "canary-bootstrap-secret";
        using var server = ServerProcess.Start(Database.Folder, Environment);
        var testMode = await server.ReadUntilAsync("TEST MODE");
        Assert.NotNull(testMode);
        var serving = await server.ReadUntilAsync("Gatehouse serves");
        Assert.Contains($"http://localhost:{port}", serving);

        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync("/api/status")).StatusCode);
        foreach (var (client_id, client_secret) in new[] { (id, secret), ("from-environment", "canary-bootstrap-secret") })
        {
            using var answer = await client.PostAsync("/oidc/token", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = client_id, ["client_secret"] = client_secret, ["resource"] = OidcCalls.ManagementResource, ["scope"] = "all",
            }));
            var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!;
            Assert.Equal($"http://localhost:{port}/oidc", OidcCalls.Part(token, 1).GetProperty("iss").GetString());
        }

        using var development = new HttpRequestMessage(HttpMethod.Get, "/api/users");
        development.Headers.Add("development-user-id", "anybody");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(development)).StatusCode);
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task Test_mode_on_an_open_port_is_refused()
    {
        Environment["TEST_MODE"] = "1";
        var (code, _, error) = await RunAsync("serve");
        Assert.Equal(1, code);
        Assert.Contains("TEST_MODE", error);
    }

    [Fact]
    public async Task The_command_line_wins_over_theEnvironment_and_that_over_a_file()
    {
        await File.WriteAllTextAsync(Path.Combine(Database.Folder, "appsettings.json"), """{"Gatehouse":{"Port":4001,"AdminPort":4002,"ListenAddress":"127.0.0.4"}}""");
        Environment["ADMIN_PORT"] = "5002";
        Environment["LISTEN_ADDRESS"] = "127.0.0.5";
        Environment["Gatehouse__ListenAddress"] = "127.0.0.6";
        Assert.Contains("127.0.0.6, ports 4001 and 5002", (await RunAsync("doctor")).Out);
        Assert.Contains("127.0.0.7, ports 4001 and 5002", (await RunAsync("doctor", "--Gatehouse:ListenAddress=127.0.0.7")).Out);
    }

    [Fact]
    public async Task A_port_in_use_is_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Environment["PORT"] = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        Environment["ADMIN_PORT"] = FreePort().ToString();
        Environment["LISTEN_ADDRESS"] = "127.0.0.1";
        var (code, _, error) = await RunAsync("serve");
        Assert.Equal(1, code);
        Assert.Contains(Environment["PORT"], error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        foreach (var command in (string[])["serve", "doctor", "db", "admin", "app", "keys"]) Assert.Contains($"  {command}", output);
    }


    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
