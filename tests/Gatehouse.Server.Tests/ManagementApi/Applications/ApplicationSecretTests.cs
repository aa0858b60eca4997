using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.3, and that the token endpoint knows at once.</summary>
public sealed class ApplicationSecretTests : ServerTest
{
    [Fact(DisplayName = "Contract apps 1.3: a secret is made, renamed and deleted, and the token endpoint knows at once")]
    public async Task Life_of_a_secret()
    {
        var app = (await Api.NewApplicationAsync("MachineToMachine")).Id;
        var path = $"/api/applications/{app}/secrets";
        var old = (await Api.SecretsAsync(app)).Values.Single();
        var made = (await Api.PostAnswerAsync(path, """{"name":"둘 / two","expiresAt":null,"value":"mine"}""")).Expect(201);
        Assert.Equal(["tenantId", "applicationId", "name", "value", "createdAt", "expiresAt"], OidcCalls.Members(made.Json));
        var value = made["value"].GetString()!;
        Assert.Matches("^[0-9A-Za-z]{32}$", value);
        (await Server.Anonymous.TokenOfAsync(app, value)).Expect(200);
        (await Server.Anonymous.TokenOfAsync(app, old)).Expect(200);

        var renamed = (await Api.PatchAnswerAsync($"{path}/{Uri.EscapeDataString("둘 / two")}", """{"name":"second"}""")).Expect(200);
        Assert.Equal(made.Text.Replace("둘 / two", "second", StringComparison.Ordinal), renamed.Text);
        Assert.Equal(renamed.Text, (await Api.PatchAnswerAsync($"{path}/second", """{"name":"second"}""")).Expect(200).Text);
        (await Server.Anonymous.TokenOfAsync(app, value)).Expect(200);
        Assert.Equal(["Default secret", "second"], (await Api.GetAnswerAsync(path)).Json.EnumerateArray().Select(secret => secret.GetProperty("name").GetString()));

        (await Api.DeleteAnswerAsync(path + "/Default%20secret")).Expect(204);
        (await Server.Anonymous.TokenOfAsync(app, old)).ExpectError(401, "invalid_client");
        (await Server.Anonymous.TokenOfAsync(app, value)).Expect(200);
        (await Api.DeleteAnswerAsync(path + "/second")).Expect(204);
        (await Server.Anonymous.TokenOfAsync(app, value)).ExpectError(401, "invalid_client");
        Assert.Equal("[]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract apps 1.3: an expired secret is refused at the token endpoint and listed still")]
    public async Task Expiry()
    {
        await using var server = await TestServer.StartAsync();
        var app = (await server.Api.NewApplicationAsync("MachineToMachine")).Id;
        var path = $"/api/applications/{app}/secrets";
        var now = server.Clock.GetUtcNow();
        (await server.Api.PostAnswerAsync(path, new { name = "past", expiresAt = now.AddSeconds(-1).ToUnixTimeMilliseconds() })).Expect(400, "request.invalid_input");
        (await server.Api.PostAnswerAsync(path, """{"name":"past","expiresAt":0}""")).Expect(400, "request.invalid_input");
        var expiresAt = now.AddHours(1).ToUnixTimeMilliseconds();
        var made = (await server.Api.PostAnswerAsync(path, new { name = "short", expiresAt })).Expect(201);
        Assert.Equal(expiresAt, made["expiresAt"].GetInt64());
        (await server.Anonymous.TokenOfAsync(app, made["value"].GetString()!)).Expect(200);
        var names = (await server.Api.SecretsAsync(app)).Keys;
        server.Clock.Advance(TimeSpan.FromMinutes(59));
        (await server.Anonymous.TokenOfAsync(app, made["value"].GetString()!)).Expect(200);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await server.Anonymous.TokenOfAsync(app, made["value"].GetString()!)).ExpectError(400, "invalid_request");
        // The token for the Management API has expired too.
        server.Api.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync());
        Assert.Equal(names, (await server.Api.SecretsAsync(app)).Keys);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":1}""")]
    [InlineData("""{"name":"n","expiresAt":"tomorrow"}""")]
    [InlineData("""{"name":"n","expiresAt":1.5}""")]
    [InlineData("""{"name":"n","expiresAt":1e300}""")]
    public async Task Bodies_that_do_not_fit(string body)
    {
        var app = (await Api.NewApplicationAsync()).Id;
        (await Api.PostAnswerAsync($"/api/applications/{app}/secrets", body)).Expect(400, "guard.invalid_input");
        Assert.Single(await Api.SecretsAsync(app));
    }

    [Fact(DisplayName = "Contract apps 1.3: each refusal")]
    public async Task Refusals()
    {
        var app = (await Api.NewApplicationAsync()).Id;
        var path = $"/api/applications/{app}/secrets";
        (await Api.PostAnswerAsync(path, """{"name":"Default secret"}""")).Expect(422, "application.secret_name_exists");
        (await Api.PostAnswerAsync(path, new { name = new string('n', 257) })).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(path, """{"name":"other"}""")).Expect(201);
        (await Api.PatchAnswerAsync(path + "/other", """{"name":"Default secret"}""")).Expect(422, "application.secret_name_exists");
        (await Api.PatchAnswerAsync(path + "/other", "{}")).Expect(400, "guard.invalid_input");
        (await Api.PatchAnswerAsync(path + "/none", """{"name":"x"}""")).Expect(404, "entity.not_exists");
        (await Api.DeleteAnswerAsync(path + "/none")).Expect(404, "entity.not_found");
        Assert.Equal(["Default secret", "other"], (await Api.SecretsAsync(app)).Keys.Order());
        foreach (var type in (string[])["SPA", "Native"])
            (await Api.PostAnswerAsync($"/api/applications/{(await Api.NewApplicationAsync(type)).Id}/secrets", """{"name":"s"}""")).Expect(422, "entity.db_constraint_violated");
        (await Api.GetAnswerAsync("/api/applications/nobody/secrets")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync("/api/applications/nobody/secrets", """{"name":"s"}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync("/api/applications/nobody/secrets/s", """{"name":"s"}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync("/api/applications/nobody/secrets/s")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync("/api/applications/nobody/legacy-secret")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync($"/api/applications/{app}/legacy-secret")).Expect(400, "application.no_legacy_secret_found");
    }

    [Fact]
    public async Task Of_fifty_secrets_of_one_name_one_is_made_and_of_fifty_renamings_one_is_done()
    {
        var app = (await Api.NewApplicationAsync()).Id;
        var path = $"/api/applications/{app}/secrets";
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(path, """{"name":"one"}""")));
        Assert.Single(made, answer => (int)answer.Status == 201);
        Assert.All(made.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "application.secret_name_exists"));
        var renamed = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Api.PatchAnswerAsync(path + "/one", new { name = "new" + number })));
        var winner = renamed.Single(answer => (int)answer.Status == 200);
        Assert.All(renamed.Where(answer => answer != winner), answer => answer.Expect(404, "entity.not_exists"));
        Assert.Equal(new[] { "Default secret", winner["name"].GetString()! }.Order(), (await Api.SecretsAsync(app)).Keys.Order());
    }

    [Fact(DisplayName = "Contract apps 1.3: the legacy secret of a seeded application stops at once when it is deleted")]
    public async Task Legacy_secret()
    {
        var app = await Api.NewApplicationAsync("MachineToMachine");
        var value = "legacy-secret-" + app.Id;
        await Server.ChangeAsync(async db => (await db.Applications.SingleAsync(row => row.Id == app.Id)).LegacySecret =
            Server.Services.GetRequiredService<Sealer>().Seal(value));
        Assert.Equal(value, (await Api.GetAnswerAsync($"/api/applications/{app.Id}")).Expect(200)["secret"].GetString());
        (await Server.Anonymous.TokenOfAsync(app.Id, value)).Expect(200);
        Assert.Equal(app.Text, (await Api.DeleteAnswerAsync($"/api/applications/{app.Id}/legacy-secret")).Expect(200).Text);
        (await Server.Anonymous.TokenOfAsync(app.Id, value)).ExpectError(401, "invalid_client");
        (await Api.DeleteAnswerAsync($"/api/applications/{app.Id}/legacy-secret")).Expect(400, "application.no_legacy_secret_found");
    }
}
