using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Configuration;

/// <summary>The console's pages of applications, over what the API has (contract/management-apps-resources-roles.md 1).</summary>
public sealed class ApplicationPageTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<(Page Page, string Id)> OpenAsync(string tab = "", string type = "SPA", bool isThirdParty = false, AdministratorRole role = AdministratorRole.Owner)
    {
        var id = (await Server.Api.PostAnswerAsync("/api/applications", new { name = TestServer.Unique("app"), type, isThirdParty })).Expect(200).Id;
        return (await (await Server.SignedInAsync(role)).SeeAsync($"/applications/{id}{tab}"), id);
    }

    private async Task<JsonElement> ApplicationAsync(string id) => (await Server.Api.GetAnswerAsync("/api/applications/" + id)).Expect(200).Json;

    [Fact(DisplayName = "The article, 4.2 steps 1 and 2: a machine is made with the role of the Management API, and what the page shows gets a token that lists users")]
    public async Task A_machine_is_made_and_its_snippets_work()
    {
        var form = await (await Server.SignedInAsync()).SeeAsync("/applications/create");
        form.Answer.Expect(200);
        Assert.Contains("Create application", form.ButtonNames);
        var role = form.Document.QuerySelectorAll("input[name=roleIds]").Single(box => box.ParentElement!.TextContent.Contains("Logto Management API access", StringComparison.Ordinal)).GetAttribute("value")!;
        var name = TestServer.Unique("machine");
        var made = await form.ClickThroughAsync("Create application", ("type", "MachineToMachine"), ("name", name), ("roleIds", role));
        made.Answer.Expect(200);
        Assert.Equal("Application created", made.Heading);
        var copied = made.Document.QuerySelectorAll(".facts [data-copied]").Select(value => value.TextContent).ToList();
        var (id, secret) = (copied[0], copied[1]);
        var snippets = made.Document.QuerySelectorAll(".code-tabs code").Select(code => code.TextContent).ToList();
        Assert.Equal(3, snippets.Count);
        Assert.All(snippets, snippet =>
        {
            Assert.Contains(TestServer.Endpoint + "/oidc/token", snippet, StringComparison.Ordinal);
            Assert.Contains(id, snippet, StringComparison.Ordinal);
            Assert.Contains("https://default.logto.app/api", snippet, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, snippet, StringComparison.Ordinal);
        });
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret, ["resource"] = "https://default.logto.app/api", ["scope"] = "all",
        });
        var token = (await Server.Anonymous.SendAnswerAsync(HttpMethod.Post, "/oidc/token", content)).Expect(200)["access_token"].GetString()!;
        using var client = Server.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await client.GetAnswerAsync("/api/users?page=1&page_size=20")).Expect(200);
        // Nowhere afterwards.
        foreach (var tab in (string[])["", "/use", "/secrets", "/roles"])
            Assert.DoesNotContain(secret, (await made.Browser.SeeAsync($"/applications/{id}{tab}")).Answer.Expect(200).Text, StringComparison.Ordinal);
        Assert.Contains("Logto Management API access", Assert.Single((await made.Browser.SeeAsync($"/applications/{id}/roles")).Rows), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SPA", "SPA", false, false)]
    [InlineData("Native", "Native", false, false)]
    [InlineData("Traditional", "Traditional", false, true)]
    [InlineData("ThirdParty", "SPA", true, false)]
    public async Task Each_card_makes_its_type(string card, string type, bool isThirdParty, bool hasSecret)
    {
        var name = TestServer.Unique("app");
        var made = await (await (await Server.SignedInAsync()).SeeAsync("/applications/create")).ClickThroughAsync("Create application", ("type", card), ("name", name), ("thirdPartyType", "SPA"));
        made.Answer.Expect(200);
        Assert.Equal(hasSecret ? "Application created" : name, made.Heading);
        var row = (await Server.Api.GetAnswerAsync("/api/applications?search=" + name)).Json.EnumerateArray().Single();
        Assert.Equal((type, isThirdParty), (row.GetProperty("type").GetString(), row.GetProperty("isThirdParty").GetBoolean()));
    }

    [Fact]
    public async Task Sign_in_by_device_code_is_settled_at_creation()
    {
        var name = TestServer.Unique("tv");
        await (await (await Server.SignedInAsync()).SeeAsync("/applications/create")).ClickThroughAsync("Create application", ("type", "Native"), ("name", name), ("isDeviceFlow", "true"));
        var row = (await Server.Api.GetAnswerAsync("/api/applications?search=" + name)).Json.EnumerateArray().Single();
        Assert.True(row.GetProperty("customClientMetadata").GetProperty("isDeviceFlow").GetBoolean());
        // And it survives a change of the other settings.
        var page = await (await Server.SignedInAsync()).SeeAsync("/applications/" + row.GetProperty("id").GetString());
        Assert.Equal("Changes saved.", (await page.ClickThroughAsync("Save changes", ("idTokenTtl", "120"))).Said);
    }

    [Fact]
    public async Task A_creation_that_is_refused_keeps_what_was_typed()
    {
        var form = await (await Server.SignedInAsync()).SeeAsync("/applications/create");
        var refused = await form.ClickThroughAsync("Create application", ("type", "Native"), ("name", ""), ("description", "kept"), ("isDeviceFlow", "true"));
        refused.Answer.Expect(400);
        Assert.NotNull(refused.ProblemOf("name"));
        Assert.Equal("kept", refused.ValueOf("description"));
        Assert.Equal("Native", Assert.Single(refused.Ticked("type")));
        Assert.Equal("true", Assert.Single(refused.Ticked("isDeviceFlow")));
        var none = await form.ClickThroughAsync("Create application", ("name", "x"), ("type", null));
        Assert.Equal(400, (int)none.Answer.Status);
    }

    [Fact]
    public async Task The_list_is_searched_and_narrowed_to_a_type()
    {
        var word = TestServer.Unique("find");
        foreach (var (type, isThirdParty) in ((string, bool)[])[("SPA", false), ("MachineToMachine", false), ("Traditional", true)])
            (await Server.Api.PostAnswerAsync("/api/applications", new { name = $"{word} {type}", type, isThirdParty })).Expect(200);
        var browser = await Server.SignedInAsync();
        Assert.Equal(3, (await browser.SeeAsync("/applications?search=" + word)).Rows.Count);
        Assert.Equal($"{word} SPA", Assert.Single((await browser.SeeAsync($"/applications?search={word}&type=SPA")).Rows));
        Assert.Equal($"{word} Traditional", Assert.Single((await browser.SeeAsync($"/applications?search={word}&type=third-party")).Rows));
        Assert.Contains("Nothing matches", (await browser.SeeAsync("/applications?search=" + TestServer.Unique("no"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_changed_and_what_the_form_has_no_field_for_is_kept()
    {
        var (page, id) = await OpenAsync(type: "Traditional");
        (await Server.Api.PatchAnswerAsync("/api/applications/" + id, new { customClientMetadata = new { refreshTokenTtl = 77, tenantId = "kept" }, oidcClientMetadata = new { redirectUris = Array.Empty<string>(), postLogoutRedirectUris = Array.Empty<string>(), logoUri = "https://a.test/l.png" } })).Expect(200);
        page = await page.Browser.SeeAsync("/applications/" + id);
        Assert.Contains("Nobody can sign in yet", page.Body, StringComparison.Ordinal);
        foreach (var address in (string[])["/oidc", "/oidc/.well-known/openid-configuration", "/oidc/token", "/oidc/auth", "/oidc/jwks"])
            Assert.Contains(TestServer.Endpoint + address, page.Document.QuerySelectorAll("[data-copied]").Select(value => value.TextContent));
        var saved = await page.ClickThroughAsync(
            "Save changes", ("name", "New name"), ("redirectUris", "https://a.test/cb\r\n\r\n com.example.app:/cb "), ("postLogoutRedirectUris", "https://a.test/"), ("corsAllowedOrigins", "https://b.test"),
            ("idTokenTtl", "600"), ("refreshTokenTtlInDays", "30"), ("rotateRefreshToken", null), ("alwaysIssueRefreshToken", "true"), ("tokenEndpointAuthMethod", "client_secret_basic"),
            ("requirePushedAuthorizationRequests", "true"), ("customData", """{"team": "샵"}"""));
        Assert.Equal("Changes saved.", saved.Said);
        var row = await ApplicationAsync(id);
        var (oidc, custom) = (row.GetProperty("oidcClientMetadata"), row.GetProperty("customClientMetadata"));
        Assert.Equal("New name", row.GetProperty("name").GetString());
        Assert.Equal(["https://a.test/cb", "com.example.app:/cb"], oidc.GetProperty("redirectUris").EnumerateArray().Select(uri => uri.GetString()));
        Assert.Equal("https://a.test/l.png", oidc.GetProperty("logoUri").GetString());
        Assert.True(oidc.GetProperty("requirePushedAuthorizationRequests").GetBoolean());
        Assert.Equal("client_secret_basic", oidc.GetProperty("tokenEndpointAuthMethod").GetString());
        Assert.Equal((600, 30, 77), (custom.GetProperty("idTokenTtl").GetInt32(), custom.GetProperty("refreshTokenTtlInDays").GetInt32(), custom.GetProperty("refreshTokenTtl").GetInt32()));
        Assert.False(custom.GetProperty("rotateRefreshToken").GetBoolean());
        Assert.True(custom.GetProperty("alwaysIssueRefreshToken").GetBoolean());
        Assert.Equal("샵", row.GetProperty("customData").GetProperty("team").GetString());
        Assert.Equal("https://a.test/cb\ncom.example.app:/cb", saved.ValueOf("redirectUris"));
    }

    [Theory]
    [InlineData("redirectUris", "https://ok.test/cb\njavascript:alert(1)", "2: ")]
    [InlineData("idTokenTtl", "-1", "whole number")]
    [InlineData("idTokenTtl", "abc", "whole number")]
    [InlineData("refreshTokenTtlInDays", "181", "")]
    [InlineData("name", "", "")]
    [InlineData("backchannelLogoutUri", "nonsense", "")]
    [InlineData("customData", "{\n  \"a\": nonsense }", "line 2, column")]
    [InlineData("customData", "[1]", "object")]
    public async Task A_wrong_value_is_told_beside_its_field_and_nothing_is_lost_or_changed(string field, string typed, string sentence)
    {
        var (page, id) = await OpenAsync(type: "Traditional");
        var before = (await ApplicationAsync(id)).GetRawText();
        var refused = await page.ClickThroughAsync("Save changes", ("description", "typed before"), (field, typed));
        Assert.InRange((int)refused.Answer.Status, 400, 422);
        Assert.Contains(sentence, refused.ProblemOf(field)!, StringComparison.Ordinal);
        Assert.Equal(typed, refused.ValueOf(field)!.ReplaceLineEndings("\n"));
        Assert.Equal("typed before", refused.ValueOf("description"));
        Assert.Equal(before, (await ApplicationAsync(id)).GetRawText());
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_shown_and_overwritten_only_knowingly()
    {
        var (page, id) = await OpenAsync();
        (await Server.Api.PatchAnswerAsync("/api/applications/" + id, new { name = "Theirs" })).Expect(200);
        var conflict = await page.ClickThroughAsync("Save changes", ("name", "Mine"));
        conflict.Answer.Expect(409);
        Assert.Contains("Theirs", conflict.Text(".compare")!, StringComparison.Ordinal);
        Assert.Equal("Mine", conflict.ValueOf("name"));
        Assert.Equal("Theirs", (await ApplicationAsync(id)).GetProperty("name").GetString());
        Assert.Equal("Changes saved.", (await conflict.ClickThroughAsync("Save changes")).Said);
        Assert.Equal("Mine", (await ApplicationAsync(id)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Deleting_wants_the_name()
    {
        var (page, id) = await OpenAsync();
        var refused = await page.ClickThroughAsync("Delete application", ("typed", "another name"));
        refused.Answer.Expect(422);
        Assert.NotNull(refused.ProblemOf("typed"));
        await ApplicationAsync(id);
        var gone = await page.ClickThroughAsync("Delete application", ("typed", page.Heading));
        Assert.Contains("was deleted", gone.Said, StringComparison.Ordinal);
        (await Server.Api.GetAnswerAsync("/api/applications/" + id)).Expect(404);
        (await page.Browser.SeeAsync("/applications/" + id)).Answer.Expect(404);
    }

    [Fact]
    public async Task What_a_third_party_may_ask_for_is_ticked()
    {
        var resource = (await Server.Api.PostAnswerAsync("/api/resources", new { name = TestServer.Unique("api"), indicator = "https://" + TestServer.Unique() + ".test" })).Expect(201).Id;
        var scope = (await Server.Api.PostAnswerAsync($"/api/resources/{resource}/scopes", new { name = "read" })).Expect(201).Id;
        var organizationScope = (await Server.Api.PostAnswerAsync("/api/organization-scopes", new { name = TestServer.Unique("s") })).Expect(201).Id;
        var (page, id) = await OpenAsync("/permissions", "Traditional", isThirdParty: true);
        var saved = await page.ClickThroughAsync("Save changes", ("userScopes", "profile"), ("userScopes", "email"), ("resourceScopes", scope), ("organizationScopes", organizationScope), ("organizationResourceScopes", scope));
        Assert.Equal("Changes saved.", saved.Said);
        Assert.Equal(["profile", "email"], saved.Ticked("userScopes"));
        var less = await saved.ClickThroughAsync("Save changes", ("userScopes", "email"), ("resourceScopes", null), ("organizationScopes", null), ("organizationResourceScopes", scope));
        Assert.Equal("email", Assert.Single(less.Ticked("userScopes")));
        Assert.Empty(less.Ticked("resourceScopes"));
        var shown = (await Server.Api.GetAnswerAsync($"/api/applications/{id}/user-consent-scopes")).Expect(200);
        Assert.Equal(0, shown["resourceScopes"].GetArrayLength());
        Assert.Equal(1, shown["organizationResourceScopes"].GetArrayLength());
    }

    [Fact]
    public async Task Access_is_restricted_to_users_roles_and_organizations()
    {
        var userId = (await Server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique() })).Expect(200).Id;
        var organizationId = (await Server.Api.PostAnswerAsync("/api/organizations", new { name = TestServer.Unique("org") })).Expect(201).Id;
        var organizationRoleId = (await Server.Api.PostAnswerAsync("/api/organization-roles", new { name = TestServer.Unique("r") })).Expect(201).Id;
        var (page, id) = await OpenAsync("/access");
        var without = await page.ClickThroughAsync("Save changes", ("appLevelAccessControlEnabled", "true"));
        without.Answer.Expect(422);
        Assert.Contains("would lock everybody out", without.Body, StringComparison.Ordinal);
        var users = await page.Browser.SeeAsync($"/applications/{id}/access/users");
        Assert.Contains("1", (await users.ClickThroughAsync("Add users", ("id", userId))).Said, StringComparison.Ordinal);
        var organizations = await page.Browser.SeeAsync($"/applications/{id}/access/organizations");
        var both = await organizations.ClickThroughAsync("Add organizations", ("id", organizationId), ("organizationRoleIds", organizationRoleId));
        Assert.Equal($"{organizationId} {organizationRoleId}", Assert.Single(both.Ticked("organizationRoleRules")));
        Assert.Equal(userId, Assert.Single(both.Ticked("userIds")));
        Assert.Equal("Changes saved.", (await both.ClickThroughAsync("Save changes", ("appLevelAccessControlEnabled", "true"))).Said);
        Assert.True((await ApplicationAsync(id)).GetProperty("appLevelAccessControlEnabled").GetBoolean());
        var off = await (await page.Browser.SeeAsync($"/applications/{id}/access")).ClickThroughAsync("Save changes", ("appLevelAccessControlEnabled", null), ("userIds", null), ("organizationRoleRules", null));
        Assert.Equal("Changes saved.", off.Said);
        Assert.Equal(0, (await Server.Api.GetAnswerAsync($"/api/applications/{id}/access-control"))["userIds"].GetArrayLength());
    }

    [Fact]
    public async Task Branding_is_written_first_and_then_changed()
    {
        var (page, id) = await OpenAsync("/branding");
        var first = await page.ClickThroughAsync("Save changes", ("displayName", "Shop"), ("logoUrl", "https://a.test/logo.png"), ("primaryColor", "#ff0000"));
        Assert.Equal("Changes saved.", first.Said);
        var bad = await first.ClickThroughAsync("Save changes", ("primaryColor", "red"), ("displayName", "typed"));
        bad.Answer.Expect(400);
        Assert.NotNull(bad.ProblemOf("primaryColor"));
        Assert.Equal("typed", bad.ValueOf("displayName"));
        Assert.Equal("Changes saved.", (await first.ClickThroughAsync("Save changes", ("logoUrl", ""))).Said);
        var row = await Server.Api.GetAnswerAsync($"/api/applications/{id}/sign-in-experience");
        Assert.Equal(("Shop", "#ff0000", false), (row["displayName"].GetString(), row["color"].GetProperty("primaryColor").GetString(), row["branding"].TryGetProperty("logoUrl", out _)));
    }

    [Theory]
    [ClassData(typeof(StoredTexts))]
    public async Task Stored_values_are_never_executed(string name)
    {
        var id = (await Server.Api.PostAnswerAsync("/api/applications", new { name, description = name, type = "Traditional", customData = new { key = name } })).Expect(200).Id;
        (await Server.Api.PostAnswerAsync($"/api/applications/{id}/secrets", new { name })).Expect(201);
        var browser = await Server.SignedInAsync();
        foreach (var path in (string[])["", "/" + id, $"/{id}/secrets", $"/{id}/secrets/rename?secret={Uri.EscapeDataString(name)}", $"/{id}/access", $"/{id}/branding"])
        {
            var page = await browser.SeeAsync("/applications" + path);
            page.Answer.Expect(200);
            page.AssertHarmless();
        }

        Assert.Equal(name, (await browser.SeeAsync("/applications/" + id)).ValueOf("name"));
    }
}
