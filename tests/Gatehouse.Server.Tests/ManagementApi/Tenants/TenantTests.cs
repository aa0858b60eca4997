using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Tests.Console;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Tenants;

/// <summary>docs/tenants.md: owners make tenants, each of which is a world of its own at its own address.</summary>
public sealed class TenantTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private TestServer Server => console.Server;

    private static string NewId() => TestServer.Unique("t-").ToLowerInvariant();

    private async Task<OwnAnswer> CreateAsync(string id, string name, string endpoint, AdministratorRole role = AdministratorRole.Owner, string tenant = "admin") =>
        await Server.ActAsync(await Server.NewAdministratorAsync(role), role, "POST", "/api/tenants", JsonSerializer.Serialize(new { id, name, endpoint }), tenant);

    private static string CodeOf(OwnAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString()!;

    [Fact]
    public async Task A_new_tenant_answers_at_its_host_with_keys_users_and_settings_of_its_own()
    {
        var id = NewId();
        var (origin, host) = ($"http://{id}.gatehouse.test", $"{id}.gatehouse.test");
        var made = await CreateAsync(id, "Acme & Co", origin + "/");
        Assert.Equal(201, made.Status);
        Assert.Equal($"{id}|Acme & Co|{origin}|{origin}/oidc", string.Join('|', ((string[])["id", "name", "endpoint", "issuer"]).Select(name => JsonDocument.Parse(made.Body).RootElement.GetProperty(name).GetString())));

        var discovery = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/oidc/.well-known/openid-configuration", null, ("Host", host))).Expect(200);
        Assert.Equal(origin + "/oidc", discovery["issuer"].GetString());
        var ours = (await Server.Anonymous.GetAnswerAsync("/oidc/jwks")).Expect(200).Text;
        Assert.NotEqual(ours, (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/oidc/jwks", null, ("Host", host))).Expect(200).Text);

        // Machines of the admin tenant administer it as Logto has it for every tenant; its Management API knows nobody of the others.
        var token = "Bearer " + await TokenForge.AdminTokenAsync(Server, "m-" + id, $"https://{id}.logto.app/api");
        Task<Answer> There(HttpMethod method, string path, object? body = null) => Server.Anonymous.SendAnswerAsync(method, path, body, ("Host", host), ("Authorization", token));
        Assert.Equal("0", (await There(HttpMethod.Get, "/api/users?page=1&page_size=20")).Expect(200).Header("Total-Number"));
        var user = (await There(HttpMethod.Post, "/api/users", new { username = "same_" + id.Replace('-', '_'), password = "Lantern-under-7-bridges" })).Expect(200).Id;
        (await Server.Api.GetAnswerAsync("/api/users/" + user)).Expect(404);
        (await Server.Api.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Host", host))).Expect(401);
        Assert.Equal(id, (await There(HttpMethod.Get, "/api/sign-in-exp")).Expect(200)["tenantId"].GetString());
        (await There(HttpMethod.Patch, "/api/sign-in-exp", new { supportEmail = "help@acme.example" })).Expect(200);
        Assert.NotEqual("help@acme.example", (await Server.Api.GetAnswerAsync("/api/sign-in-exp"))["supportEmail"].GetString());
        var application = (await There(HttpMethod.Post, "/api/applications", new
        {
            name = "Shop", type = "Traditional", oidcClientMetadata = new { redirectUris = new[] { "https://shop.test/back" }, postLogoutRedirectUris = Array.Empty<string>() },
        })).Expect(200).Id;
        var begun = await Server.Anonymous.SendAnswerAsync(
            HttpMethod.Get, $"/oidc/auth?client_id={application}&redirect_uri=https%3A%2F%2Fshop.test%2Fback&response_type=code&scope=openid&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256", null, ("Host", host));
        Assert.StartsWith("/sign-in", new Uri(new Uri(origin), begun.Expect(303).Header("Location")!).AbsolutePath, StringComparison.Ordinal);
        (await Server.Anonymous.SendAnswerAsync(HttpMethod.Get, "/sign-in?preview=1", null, ("Host", host))).Expect(200);
    }

    [Fact]
    public async Task The_log_tells_who_made_it()
    {
        var (id, owner) = (NewId(), await Server.NewAdministratorAsync());
        var made = await Server.ActAsync(owner, AdministratorRole.Owner, "POST", "/api/tenants", $$"""{"id":"{{id}}","name":"x","endpoint":"https://{{id}}.example"}""", "admin");
        Assert.Equal(201, made.Status);
        var log = await Server.ActAsync(owner, AdministratorRole.Owner, "GET", "/api/logs?includeAll=true&page=1&page_size=20&logKey=Change.Tenant.Created", tenant: "admin");
        var text = System.Text.Encoding.UTF8.GetString(log.Body);
        Assert.Contains(owner.Id, text, StringComparison.Ordinal);
        Assert.Contains(id, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme", "Name", "https://a1.example", "tenant.invalid_id")]
    [InlineData("1acme", "Name", "https://a1.example", "tenant.invalid_id")]
    [InlineData("assets", "Name", "https://a1.example", "tenant.invalid_id")]
    [InlineData("../x", "Name", "https://a1.example", "tenant.invalid_id")]
    [InlineData("default", "Name", "https://a1.example", "tenant.id_in_use")]
    [InlineData("admin", "Name", "https://a1.example", "tenant.id_in_use")]
    [InlineData("acme-x", "   ", "https://a1.example", "tenant.invalid_name")]
    [InlineData("acme-x", "Name", "acme.example", "tenant.invalid_endpoint")]
    [InlineData("acme-x", "Name", "ftp://acme.example", "tenant.invalid_endpoint")]
    [InlineData("acme-x", "Name", "javascript:alert(1)", "tenant.invalid_endpoint")]
    [InlineData("acme-x", "Name", "https://acme.example/path", "tenant.invalid_endpoint")]
    [InlineData("acme-x", "Name", "https://user:pass@acme.example", "tenant.invalid_endpoint")]
    [InlineData("acme-x", "Name", TestServer.Endpoint, "tenant.endpoint_in_use")]
    [InlineData("acme-x", "Name", TestServer.AdminEndpoint, "tenant.endpoint_in_use")]
    public async Task What_is_no_tenant_is_refused(string id, string name, string endpoint, string code)
    {
        var refused = await CreateAsync(id, name, endpoint);
        Assert.Equal((422, code), (refused.Status, CodeOf(refused)));
        Assert.False(await Server.InDatabaseAsync(db => db.Set<TenantRow>().AnyAsync(tenant => tenant.Id == "acme-x"), "admin"));
    }

    [Fact]
    public async Task An_id_and_an_address_belong_to_one_tenant_however_many_ask_at_once()
    {
        var (id, owner) = (NewId(), await Server.NewAdministratorAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Server.ActAsync(
            owner, AdministratorRole.Owner, "POST", "/api/tenants", $$"""{"id":"{{id}}","name":"x","endpoint":"https://{{id}}.example"}""", "admin"))));
        Assert.Equal(1, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal((422, "tenant.id_in_use"), (answer.Status, CodeOf(answer))));
        Assert.Equal("tenant.endpoint_in_use", CodeOf(await CreateAsync(NewId(), "x", $"https://{id}.EXAMPLE")));
        Assert.Equal(1, await Server.InDatabaseAsync(db => db.Set<TenantRow>().CountAsync(tenant => tenant.Id == id), "admin"));
    }

    [Theory]
    [InlineData(nameof(AdministratorRole.UserManager))]
    [InlineData(nameof(AdministratorRole.ReadOnly))]
    [InlineData(nameof(AdministratorRole.Auditor))]
    public async Task Only_owners_make_and_list_them(string name)
    {
        var role = Enum.Parse<AdministratorRole>(name);
        Assert.Equal(403, (await CreateAsync(NewId(), "x", "https://b.example", role)).Status);
        Assert.Equal(403, (await Server.ActAsync(await Server.NewAdministratorAsync(role), role, "GET", "/api/tenants", tenant: "admin")).Status);
    }

    [Fact]
    public async Task Elsewhere_there_is_no_such_path()
    {
        (await Server.Api.GetAnswerAsync("/api/tenants")).Expect(404);
        (await Server.Api.PostAnswerAsync("/api/tenants", new { id = "acme-x", name = "x", endpoint = "https://c.example" })).Expect(404);
    }

    [Fact]
    public async Task A_tenant_that_another_node_made_is_found_by_its_host()
    {
        await using var other = await TestServer.StartAsync();
        await other.InDatabaseAsync(async db =>
        {
            db.Add(new TenantRow { Id = "beside", Name = "beside", Endpoint = "https://beside.example", CreatedAt = other.Clock.GetUtcNow().UtcDateTime });
            return await db.SaveChangesAsync();
        }, "admin");
        other.Clock.Advance(TimeSpan.FromSeconds(2));
        var token = "Bearer " + await other.TokenAsync();
        (await other.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/users", null, ("Authorization", token))).Expect(200);
        (await other.Anonymous.SendAnswerAsync(HttpMethod.Get, "/api/tenants", null, ("Host", "beside.example"))).Expect(401);
    }

    [Fact]
    public async Task The_page_makes_one_says_what_is_wrong_beside_its_field_and_leads_there()
    {
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/settings/tenants");
        var refused = await page.ClickThroughAsync("Create tenant", ("name", "<b>Acme</b>"), ("id", "Not an id"), ("endpoint", "https://d.example"));
        refused.Answer.Expect(422);
        Assert.NotNull(refused.ProblemOf("id"));
        Assert.Equal(("<b>Acme</b>", "https://d.example"), (refused.ValueOf("name"), refused.ValueOf("endpoint")));
        var id = NewId();
        var made = await refused.ClickThroughAsync("Create tenant", ("id", id), ("endpoint", $"https://{id}.example"));
        Assert.Contains("<b>Acme</b>", made.Said, StringComparison.Ordinal);
        made.AssertHarmless();
        Assert.NotNull(made.LinkTo("/console/" + id));
        var there = await Page.OpenAsync(browser, $"/console/{id}/users");
        there.Answer.Expect(200);
        Assert.Contains($"https://{id}.example", (await Page.OpenAsync(browser, $"/console/{id}/settings/tenants")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_owner_sees_addresses_and_no_form()
    {
        var page = await (await Server.SignedInAsync(AdministratorRole.ReadOnly)).SeeAsync("/settings/tenants");
        page.Answer.Expect(200);
        Assert.Contains(TestServer.Endpoint, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Create tenant", page.ButtonNames);
        var forged = await page.Browser.SendAsync(HttpMethod.Post, "/console/default/settings/tenants", await page.Browser.FormAsync(("id", "acme-x"), ("name", "x"), ("endpoint", "https://e.example")));
        Assert.Equal(403, (int)forged.Status);
    }
}
