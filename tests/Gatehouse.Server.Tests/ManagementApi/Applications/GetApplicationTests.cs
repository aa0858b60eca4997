using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.2: one application, and the list.</summary>
public sealed class GetApplicationTests : ServerTest
{
    [Theory(DisplayName = "Contract apps 1.2: the built-in applications are there without a row, and can't be changed")]
    [InlineData("demo-app", "SPA", "{}")]
    [InlineData("account-center", "SPA", """{"alwaysIssueRefreshToken":true}""")]
    [InlineData("device-demo-app", "Native", """{"isDeviceFlow":true}""")]
    public async Task Built_in(string id, string type, string settings)
    {
        var shown = (await Api.GetAnswerAsync($"/api/applications/{id}")).Expect(200);
        Assert.Equal(
            ["tenantId", "id", "name", "secret", "description", "type", "oidcClientMetadata", "customClientMetadata", "protectedAppMetadata", "customData", "isThirdParty", "appLevelAccessControlEnabled", "createdAt", "isAdmin"],
            OidcCalls.Members(shown.Json));
        Assert.Equal(("default", "N/A", type, settings, 0), (
            shown["tenantId"].GetString(), shown["secret"].GetString(), shown["type"].GetString(), shown["customClientMetadata"].GetRawText(), shown["createdAt"].GetInt64()));
        Assert.Equal("""{"redirectUris":[],"postLogoutRedirectUris":[]}""", shown["oidcClientMetadata"].GetRawText());
        Assert.False(shown["isAdmin"].GetBoolean());
        (await Api.PatchAnswerAsync($"/api/applications/{id}", """{"name":"x"}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync($"/api/applications/{id}")).Expect(404, "entity.not_exists_with_id");
        Assert.Empty(await Api.IdsAsync($"/api/applications?search.id={id}"));
    }

    [Fact]
    public async Task The_secret_of_a_seeded_application_is_shown_in_list_and_detail()
    {
        var token = ("Authorization", "Bearer " + await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api"));
        var shown = (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/applications/m-admin", null, token)).Expect(200);
        Assert.Matches("^[0-9A-Za-z]{32}$", shown["secret"].GetString());
        Assert.False(shown["isAdmin"].GetBoolean());
        var list = (await Server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/applications", null, token)).Expect(200).Json.EnumerateArray().ToList();
        Assert.All(list.Where(row => row.GetProperty("id").GetString() is "m-admin" or "m-default" or "admin-console"), row => Assert.NotEmpty(row.GetProperty("secret").GetString()!));
        var console = list.Single(row => row.GetProperty("id").GetString() == "admin-console");
        Assert.Equal("""{"redirectUris":[],"postLogoutRedirectUris":[]}""", console.GetProperty("oidcClientMetadata").GetRawText());
    }

    [Fact]
    public async Task An_unknown_id_is_told()
    {
        var answer = (await Api.GetAnswerAsync("/api/applications/nobody")).Expect(404, "entity.not_exists_with_id");
        Assert.Contains("nobody", answer["message"].GetString(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract apps 1.1: the addresses of a SAML application are not shown here, and it is another API's to change")]
    public async Task Saml()
    {
        var id = await Server.AddClientAsync(ApplicationType.SAML, oidc: """{"redirectUris":["https://a.test/cb"],"postLogoutRedirectUris":[]}""");
        Assert.Equal("""{"redirectUris":[],"postLogoutRedirectUris":[]}""", (await Api.GetAnswerAsync($"/api/applications/{id}")).Expect(200)["oidcClientMetadata"].GetRawText());
        Assert.Equal([id], await Api.IdsAsync($"/api/applications?search.id={id}"));
        (await Api.PatchAnswerAsync($"/api/applications/{id}", """{"appLevelAccessControlEnabled":true}""")).Expect(400, "application.saml.use_saml_app_api");
        (await Api.DeleteAnswerAsync($"/api/applications/{id}")).Expect(400, "application.saml.use_saml_app_api");
        (await Api.PostAnswerAsync($"/api/applications/{id}/secrets", """{"name":"s"}""")).Expect(422, "entity.db_constraint_violated");
    }

    [Fact(DisplayName = "Contract apps 1.2: the newest first; paged on request")]
    public async Task Order_and_pages()
    {
        var mark = TestServer.Unique("order");
        var ids = new List<string>();
        foreach (var type in (string[])["SPA", "Native", "MachineToMachine"]) ids.Insert(0, (await Api.NewApplicationAsync(type, $""","description":"{mark}" """)).Id);
        var whole = (await Api.GetAnswerAsync($"/api/applications?search.description={mark}")).Expect(200);
        Assert.Equal(ids, whole.Json.EnumerateArray().Select(row => row.GetProperty("id").GetString()));
        Assert.Null(whole.Header("Total-Number"));
        var page = (await Api.GetAnswerAsync($"/api/applications?search.description={mark}&page=2&page_size=2")).Expect(200);
        Assert.Equal(ids[2], page.Json.EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Equal("3", page.Header("Total-Number"));
        (await Api.GetAnswerAsync("/api/applications?page=0")).Expect(400, "guard.invalid_pagination");
        Assert.Equal([ids[2]], await Api.IdsAsync($"/api/applications?search.description={mark}&types=SPA"));
        Assert.Equal([ids[1], ids[2]], await Api.IdsAsync($"/api/applications?search.description={mark}&types=SPA&types=Native"));
    }

    [Fact(DisplayName = "Contract apps 1.2: search by id, name and description; what the grammar refuses is 400")]
    public async Task Search()
    {
        var name = TestServer.Unique("needle");
        var made = (await Api.PostAnswerAsync("/api/applications", new { name = "x" + name + "y", type = "SPA" })).Expect(200);
        Assert.Equal([made.Id], await Api.IdsAsync($"/api/applications?search=%25{name.ToUpperInvariant()}%25"));
        Assert.Equal([made.Id], await Api.IdsAsync($"/api/applications?search.id={made.Id}"));
        Assert.Empty(await Api.IdsAsync($"/api/applications?search.description=%25{name}%25"));
        (await Api.GetAnswerAsync("/api/applications?search.type=SPA")).Expect(400, "request.invalid_input");
        (await Api.GetAnswerAsync("/api/applications?search=x&mode.name=posix&search.name=(")).Expect(400, "request.invalid_input");
    }

    [Fact(DisplayName = "Contract apps 1.2: by third party; by a role or an organization they don't have")]
    public async Task Filters()
    {
        var mark = TestServer.Unique("filter");
        var description = $""","description":"{mark}" """;
        var ours = (await Api.NewApplicationAsync("MachineToMachine", description)).Id;
        var theirs = (await Api.NewApplicationAsync("SPA", description + ""","isThirdParty":true""")).Id;
        var list = $"/api/applications?search.description={mark}";
        Assert.Equal([theirs, ours], await Api.IdsAsync(list));
        Assert.Equal([theirs], await Api.IdsAsync(list + "&isThirdParty=true"));
        Assert.Equal([ours], await Api.IdsAsync(list + "&isThirdParty=false"));
        var role = await Server.NewRoleAsync(RoleType.MachineToMachine);
        (await Api.PostAnswerAsync($"/api/applications/{ours}/roles", new { roleIds = (string[])[role] })).Expect(201);
        Assert.Equal([theirs], await Api.IdsAsync(list + "&excludeRoleId=" + role));
        var place = await Server.AddMembershipAsync(await Server.AddUserAsync());
        await Server.ChangeAsync(db => db.OrganizationApplications.AddAsync(new()
        {
            TenantId = "default", OrganizationId = place.OrganizationId, ApplicationId = ours,
        }).AsTask());
        Assert.Equal([theirs], await Api.IdsAsync(list + "&excludeOrganizationId=" + place.OrganizationId));
        (await Api.GetAnswerAsync($"{list}&excludeRoleId={role}&excludeOrganizationId=x")).Expect(400, "request.invalid_input");
        foreach (var bad in (string[])["isThirdParty=1", "isThirdParty=", "types=spa", "types=SPA&types=x", "excludeRoleId=a&excludeRoleId=b"])
            (await Api.GetAnswerAsync("/api/applications?" + bad)).Expect(400, "guard.invalid_input");
    }

    [Fact(DisplayName = "Contract apps 1.2: the organizations of an application, with its roles there")]
    public async Task Organizations()
    {
        var app = (await Api.NewApplicationAsync("MachineToMachine")).Id;
        var path = $"/api/applications/{app}/organizations";
        Assert.Equal("[]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
        var user = await Server.AddUserAsync();
        var (first, second) = (await Server.AddMembershipAsync(user), await Server.AddMembershipAsync(user));
        var role = await Server.OrganizationRoleIdAsync(first.RoleName);
        await Server.ChangeAsync(db =>
        {
            foreach (var place in (Membership[])[first, second])
                db.Add(new OrganizationApplication { TenantId = "default", OrganizationId = place.OrganizationId, ApplicationId = app });
            db.Add(new OrganizationApplicationRole { TenantId = "default", OrganizationId = first.OrganizationId, ApplicationId = app, OrganizationRoleId = role });
            return Task.CompletedTask;
        });
        var list = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Null(list.Header("Total-Number"));
        var rows = list.Json.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!);
        Assert.Equal(
            ["tenantId", "id", "name", "description", "customData", "isMfaRequired", "color", "branding", "customCss", "createdAt", "organizationRoles"], OidcCalls.Members(rows[first.OrganizationId]));
        Assert.Equal($$"""[{"id":"{{role}}","name":"{{first.RoleName}}"}]""", rows[first.OrganizationId].GetProperty("organizationRoles").GetRawText());
        Assert.Equal("[]", rows[second.OrganizationId].GetProperty("organizationRoles").GetRawText());
        Assert.Equal("2", (await Api.GetAnswerAsync(path + "?page_size=1")).Expect(200).Header("Total-Number"));
        (await Api.GetAnswerAsync("/api/applications/nobody/organizations")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task What_the_console_shows_of_stored_metadata_is_what_was_stored()
    {
        var id = await Server.AddClientAsync(ApplicationType.SPA, custom: """{"idTokenTtl":60}""");
        await Server.ChangeAsync(async db => (await db.Applications.FindAsync("default", id))!.CustomData = JsonText.FromStored("""{"b":1,"a":2}"""));
        var shown = (await Api.GetAnswerAsync($"/api/applications/{id}")).Expect(200);
        Assert.Equal("""{"b":1,"a":2}""", shown["customData"].GetRawText());
        Assert.Equal("""{"idTokenTtl":60}""", shown["customClientMetadata"].GetRawText());
    }
}
