using System.Security.Cryptography;
using Gatehouse.Server.Data;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.Data;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Keys;

/// <summary>Secrets at rest and the key that they hang on.</summary>
public sealed class SecretKeyTests
{
    /// <summary>The steps of SECURITY.md, "Losing the secret key".</summary>
    [Fact]
    public async Task Without_the_lost_key_the_installation_goes_on_after_its_sealed_rows_were_deleted()
    {
        await using var database = await TestDatabase.CreateAsync();
        string id;
        await using (var before = await TestServer.StartAsync(database: database))
        {
            id = (await before.Api.PostAnswerAsync("/api/users", new { username = "survivor" })).Expect(200).Id;
            await before.InDatabaseAsync(async db =>
            {
                foreach (var statement in (string[])["DELETE FROM key_ring", "DELETE FROM signing_keys", "DELETE FROM cookie_keys", "DELETE FROM application_secrets", "DELETE FROM hooks", "UPDATE applications SET legacy_secret = NULL"])
                    await db.Database.ExecuteSqlRawAsync(statement);
                return 0;
            });
        }

        File.Delete(Path.Combine(database.Folder, "gatehouse.key"));
        // The bootstrap application is there, without a secret; another one is made by its side.
        var settings = new Dictionary<string, string?> { ["BootstrapM2mAppId"] = "after", ["BootstrapM2mAppSecret"] = TestServer.ApplicationSecret };
        await using var app = TestServer.Build(settings, database);
        await GatehouseApp.PrepareAsync(app.Services, CancellationToken.None);
        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        var snapshot = await app.Services.GetRequiredService<Snapshots>().GetAsync("default", CancellationToken.None);
        Assert.Single(snapshot.Get<SigningKeys>().Published);
        Assert.Equal(id, (await db.Users.SingleAsync()).Id);
    }

    [Fact]
    public async Task No_column_of_the_database_holds_a_secret_in_clear()
    {
        const string password = "canary-password-9aZ";
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            ["BootstrapAdminUsername"] = "root", ["BootstrapAdminPassword"] = password,
        });
        await server.AddClientAsync(secrets: ("s", "canary-client-secret", null));
        (await server.Api.PostAnswerAsync("/api/users", new { username = "with_password", password })).Expect(200);
        var hook = await server.Api.PostAnswerAsync("/api/hooks", new { name = "h", events = new[] { "User.Created" }, config = new { url = "https://hook.test/" } });
        await server.TokenAsync();

        var all = await DatabaseDump.EverythingAsync(server);
        Assert.True(all.Count > 300, "The dump has found too little to prove anything");
        var sealer = server.Services.GetRequiredService<Sealer>();
        var secrets = await server.InDatabaseAsync(async db =>
            (await db.SigningKeys.IgnoreQueryFilters().ToListAsync()).Select(key => sealer.Open(key.PrivateKey).Split('\n')[1])
            .Concat((await db.CookieKeys.IgnoreQueryFilters().ToListAsync()).Select(key => sealer.Open(key.Value))).ToList());
        secrets.AddRange(["PRIVATE KEY", "<masterKey", TestServer.ApplicationSecret, "canary-client-secret", password]);
        if (hook.Status == System.Net.HttpStatusCode.Created) secrets.Add(hook["signingKey"].GetString()!);
        foreach (var secret in secrets)
            Assert.DoesNotContain(all, value => value.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_with_the_same_key_file_opens_what_was_sealed()
    {
        await using var database = await TestDatabase.CreateAsync();
        string kid;
        await using (var first = await TestServer.StartAsync(database: database))
            kid = OidcCalls.Part(await first.TokenAsync(), 0).GetProperty("kid").GetString()!;
        await using var second = await TestServer.StartAsync(database: database);
        Assert.Equal(kid, OidcCalls.Part(await second.TokenAsync(), 0).GetProperty("kid").GetString());
    }

    [Fact]
    public async Task The_key_file_is_its_owners_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var server = await TestServer.StartAsync(database: database);
        var path = Path.Combine(database.Folder, "gatehouse.key");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(32, Convert.FromBase64String((await File.ReadAllTextAsync(path)).Trim()).Length);
        Assert.DoesNotContain(Directory.EnumerateFiles(database.Folder), file => file.StartsWith(path + ".", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_key_file_beside_sealed_secrets_stops_the_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (await TestServer.StartAsync(database: database))
        {
        }

        File.Delete(Path.Combine(database.Folder, "gatehouse.key"));
        var problem = await Assert.ThrowsAsync<SettingsException>(() => TestServer.StartAsync(database: database));
        Assert.Contains(Path.Combine(database.Folder, "gatehouse.key"), problem.Message);
        Assert.Contains("SECRET_KEY", problem.Message);
        Assert.False(File.Exists(Path.Combine(database.Folder, "gatehouse.key")));
    }

    [Fact]
    public async Task A_wrong_or_broken_key_file_stops_the_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (await TestServer.StartAsync(database: database))
        {
        }

        var path = Path.Combine(database.Folder, "gatehouse.key");
        await File.WriteAllTextAsync(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var wrong = await Assert.ThrowsAsync<SettingsException>(() => TestServer.StartAsync(database: database));
        Assert.Contains(path, wrong.Message);
        await File.WriteAllTextAsync(path, "half a ke");
        Assert.Contains(path, (await Assert.ThrowsAsync<SettingsException>(() => TestServer.StartAsync(database: database))).Message);
    }

    [Fact]
    public async Task The_key_may_come_from_a_setting_and_then_there_is_no_file()
    {
        await using var database = await TestDatabase.CreateAsync();
        var key = new Dictionary<string, string?> { ["SecretKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        await using (await TestServer.StartAsync(key, database))
            Assert.False(File.Exists(Path.Combine(database.Folder, "gatehouse.key")));
        await using (await TestServer.StartAsync(key, database))
        {
        }

        var other = new Dictionary<string, string?> { ["SecretKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        Assert.Contains("SECRET_KEY", (await Assert.ThrowsAsync<SettingsException>(() => TestServer.StartAsync(other, database))).Message);
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_database_share_one_seed_and_one_key_ring()
    {
        await using var database = await TestDatabase.CreateAsync();
        // Each on a thread of its own, so that they really meet.
        var apps = Enumerable.Range(0, 3).Select(_ => TestServer.Build(null, database)).ToList();
        await Task.WhenAll(apps.Select(app => Task.Run(() => GatehouseApp.PrepareAsync(app.Services, CancellationToken.None))));

        var sealers = apps.Select(app => app.Services.GetRequiredService<Sealer>()).ToList();
        foreach (var writer in sealers)
        {
            var box = writer.Seal("sealed by one");
            Assert.All(sealers, reader => Assert.Equal("sealed by one", reader.Open(box)));
        }

        using var scope = apps[0].Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var db = scope.ServiceProvider.GetRequiredService<GatehouseDb>();
        Assert.Single(await db.Set<KeyRingRow>().ToListAsync());
        Assert.Single(await db.SigningKeys.ToListAsync());
        foreach (var app in apps) await app.DisposeAsync();
    }

    [Fact]
    public async Task Nodes_with_key_files_of_their_own_do_not_both_fill_an_empty_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => Task.Run(async () =>
        {
            await using var app = TestServer.Build(new Dictionary<string, string?> { ["SecretKeyFile"] = Path.Combine(database.Folder, $"node{number}.key") }, database);
            return await Record.ExceptionAsync(() => GatehouseApp.PrepareAsync(app.Services, CancellationToken.None));
        })));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(2, outcomes.OfType<SettingsException>().Count());
        Assert.Single(Directory.EnumerateFiles(database.Folder, "node*.key"));
    }
}
