using Gatehouse.Server.Administrators;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.Console.Configuration;

/// <summary>Who may not change applications, API resources, roles and organizations sees no button for it, and no secret (docs/adr/0020).</summary>
public sealed class ConfigurationRightsTests(ConsoleServer own) : IClassFixture<ConsoleServer>
{
    private TestServer Server => own.Server;

    private async Task<string[]> PathsAsync()
    {
        var application = (await Server.Api.PostAnswerAsync("/api/applications", new { name = TestServer.Unique("app"), type = "Traditional", isThirdParty = true })).Expect(200).Id;
        var machine = (await Server.Api.PostAnswerAsync("/api/applications", new { name = TestServer.Unique("app"), type = "MachineToMachine" })).Expect(200).Id;
        var resource = (await Server.Api.PostAnswerAsync("/api/resources", new { name = "r", indicator = TestServer.Unique("https://r.test/") })).Expect(201).Id;
        (await Server.Api.PostAnswerAsync($"/api/resources/{resource}/scopes", new { name = "a" })).Expect(201);
        var role = (await Server.Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique("role"), description = "d" })).Expect(200).Id;
        var organization = (await Server.Api.PostAnswerAsync("/api/organizations", new { name = "o" })).Expect(201).Id;
        var organizationRole = (await Server.Api.PostAnswerAsync("/api/organization-roles", new { name = TestServer.Unique("r") })).Expect(201).Id;
        return
        [
            "/applications", "/applications/" + application, $"/applications/{application}/permissions", $"/applications/{application}/access", $"/applications/{application}/branding",
            "/applications/" + machine, $"/applications/{machine}/use", $"/applications/{machine}/roles", $"/applications/{machine}/organizations",
            "/api-resources", "/api-resources/" + resource, $"/api-resources/{resource}/permissions",
            "/roles", "/roles/" + role, $"/roles/{role}/permissions", $"/roles/{role}/users",
            "/organizations", "/organizations/" + organization, $"/organizations/{organization}/members", $"/organizations/{organization}/invitations", $"/organizations/{organization}/provisioning",
            "/organizations/template", "/organizations/template/permissions", "/organizations/template/" + organizationRole,
        ];
    }

    [Fact]
    public async Task A_reader_sees_every_page_and_nothing_that_changes()
    {
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        foreach (var path in await PathsAsync())
        {
            var page = await browser.SeeAsync(path);
            page.Answer.Expect(200);
            Assert.DoesNotContain(page.ButtonNames, press =>
                press is "Save changes" or "Delete" or "Remove" or "Edit" or "Invite" || press.StartsWith("Create", StringComparison.Ordinal) || press.StartsWith("Delete", StringComparison.Ordinal)
                || press.StartsWith("Assign", StringComparison.Ordinal) || press.StartsWith("Add", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_reader_gets_to_no_secret_and_changes_nothing_by_a_form_of_their_own()
    {
        var id = (await Server.Api.PostAnswerAsync("/api/applications", new { name = TestServer.Unique("app"), type = "MachineToMachine" })).Expect(200).Id;
        var secret = (await Server.Api.GetAnswerAsync($"/api/applications/{id}/secrets")).Json[0].GetProperty("value").GetString()!;
        var browser = await Server.SignedInAsync(AdministratorRole.ReadOnly);
        var settings = await browser.SeeAsync("/applications/" + id);
        Assert.DoesNotContain(settings.Document.QuerySelectorAll(".tabs a"), tab => tab.GetAttribute("href")!.EndsWith("/secrets", StringComparison.Ordinal));
        var secrets = await browser.SeeAsync($"/applications/{id}/secrets");
        secrets.Answer.Expect(403);
        Assert.DoesNotContain(secret, secrets.Answer.Text, StringComparison.Ordinal);
        foreach (var (path, fields) in ((string, (string, string)[])[])
            [($"/applications/{id}/secrets", [("name", "mine")]), ("/applications/create", [("name", "mine"), ("type", "SPA")]), ($"/applications/{id}", [("action", "delete"), ("typed", settings.Heading)])])
        {
            using var form = await browser.FormAsync(fields);
            (await browser.SendAsync(HttpMethod.Post, "/console/default" + path, form)).Expect(403);
        }

        (await Server.Api.GetAnswerAsync("/api/applications/" + id)).Expect(200);
    }

    [Fact]
    public async Task A_user_manager_gives_roles_and_memberships_but_changes_no_role()
    {
        var role = (await Server.Api.PostAnswerAsync("/api/roles", new { name = TestServer.Unique("role"), description = "d" })).Expect(200).Id;
        var browser = await Server.SignedInAsync(AdministratorRole.UserManager);
        Assert.Contains("Assign users", (await browser.SeeAsync($"/roles/{role}/users")).ButtonNames);
        Assert.DoesNotContain("Save changes", (await browser.SeeAsync($"/roles/{role}")).ButtonNames);
        Assert.DoesNotContain("Create role", (await browser.SeeAsync("/roles")).ButtonNames);
    }

    [Theory]
    [InlineData("en", "Applications", "Create application")]
    [InlineData("ko", "애플리케이션", "애플리케이션 만들기")]
    public async Task Pages_speak_the_language_that_was_chosen(string language, string title, string button)
    {
        var browser = await Server.SignedInAsync();
        var page = await browser.SeeAsync("/applications?lng=" + language);
        Assert.StartsWith(title, page.Heading, StringComparison.Ordinal);
        Assert.Contains(button, page.ButtonNames);
        Assert.Equal(language, page.Language);
        foreach (var path in await PathsAsync())
        {
            // A sentence that is missing is told by its name.
            var text = (await browser.SeeAsync(path)).Body;
            Assert.DoesNotMatch(@"console\.[a-z_]+\.[a-zA-Z_]+", text);
        }
    }
}
