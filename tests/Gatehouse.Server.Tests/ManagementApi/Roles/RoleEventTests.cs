using Gatehouse.Server.Tests.ManagementApi.OrganizationTemplate;
using Gatehouse.Server.Tests.ManagementApi.Resources;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Roles;

/// <summary>contract/management-webhooks.md 6.2, the events of roles, of scopes and of the organization template.</summary>
public sealed class RoleEventTests : WebhookTest
{
    private static readonly string[] Events =
    [
        "Role.Created", "Role.Deleted", "Role.Data.Updated", "Role.Scopes.Updated", "Scope.Created", "Scope.Deleted", "Scope.Data.Updated",
        "OrganizationRole.Created", "OrganizationRole.Deleted", "OrganizationRole.Data.Updated", "OrganizationRole.Scopes.Updated",
        "OrganizationScope.Created", "OrganizationScope.Deleted", "OrganizationScope.Data.Updated",
    ];

    private int _told;

    [Fact]
    public async Task Scopes_of_resources_are_told()
    {
        await ListenAsync();
        var resource = await Api.NewResourceAsync();
        var path = $"/resources/{resource.Id}/scopes";
        var made = (await Api.PostAnswerAsync("/api" + path, """{"name":"n"}""")).Expect(201);
        await NextAsync("Scope.Created", "POST", path, 201, $$"""{"resourceId":"{{resource.Id}}"}""", "/resources/:resourceId/scopes", data: made.Text);
        var changed = (await Api.PatchAnswerAsync($"/api{path}/{made.Id}", """{"name":"m"}""")).Expect(200);
        var parameters = $$"""{"resourceId":"{{resource.Id}}","scopeId":"{{made.Id}}"}""";
        await NextAsync("Scope.Data.Updated", "PATCH", $"{path}/{made.Id}", 200, parameters, "/resources/:resourceId/scopes/:scopeId", data: changed.Text);
        (await Api.PatchAnswerAsync($"/api{path}/{made.Id}", "{}")).Expect(422);
        (await Api.DeleteAnswerAsync($"/api{path}/{made.Id}")).Expect(204);
        await NextAsync("Scope.Deleted", "DELETE", $"{path}/{made.Id}", 204, parameters, "/resources/:resourceId/scopes/:scopeId");
        (await Api.DeleteAnswerAsync($"/api/resources/{resource.Id}")).Expect(204);
        await NothingMoreAsync();
    }

    [Fact]
    public async Task Roles_are_told()
    {
        var scope = await Api.NewScopeAsync((await Api.NewResourceAsync()).Id);
        var other = await Api.NewScopeAsync(scope["resourceId"].GetString()!);
        await ListenAsync();
        var plain = await Api.NewRoleOfAsync("User");
        await NextAsync("Role.Created", "POST", "/roles", 200, "{}", "/roles", data: plain.Text);

        var role = await Api.NewRoleOfAsync("User", scope.Id);
        await NextAsync("Role.Scopes.Updated", "POST", "/roles", 200, "{}", "/roles", ("roleId", role.Id), $"[{scope.Text}]");
        await NextAsync("Role.Created", "POST", "/roles", 200, "{}", "/roles", data: role.Text);

        var (path, parameters) = ($"/roles/{role.Id}", $$"""{"id":"{{role.Id}}"}""");
        var changed = (await Api.PatchAnswerAsync("/api" + path, """{"description":"other"}""")).Expect(200);
        await NextAsync("Role.Data.Updated", "PATCH", path, 200, parameters, "/roles/:id", data: changed.Text);
        var all = (await Api.PostAnswerAsync($"/api{path}/scopes", new { scopeIds = (string[])[other.Id] })).Expect(201);
        await NextAsync("Role.Scopes.Updated", "POST", path + "/scopes", 201, parameters, "/roles/:id/scopes", data: all.Text);
        (await Api.DeleteAnswerAsync($"/api{path}/scopes/{other.Id}")).Expect(204);
        await NextAsync("Role.Scopes.Updated", "DELETE", $"{path}/scopes/{other.Id}", 204, $$"""{"id":"{{role.Id}}","scopeId":"{{other.Id}}"}""", "/roles/:id/scopes/:scopeId");
        (await Api.PostAnswerAsync($"/api{path}/scopes", new { scopeIds = (string[])[scope.Id] })).Expect(422, "role.scope_exists");
        (await Api.PostAnswerAsync($"/api{path}/users", new { userIds = (string[])[await Api.AddUserAsync()] })).Expect(201);
        (await Api.DeleteAnswerAsync("/api" + path)).Expect(204);
        await NextAsync("Role.Deleted", "DELETE", path, 204, parameters, "/roles/:id");
        await NothingMoreAsync();
    }

    [Fact]
    public async Task The_organization_template_is_told()
    {
        var resourceScope = await Api.NewScopeAsync((await Api.NewResourceAsync()).Id);
        await ListenAsync();
        var scope = await Api.NewOrganizationScopeAsync();
        await NextAsync("OrganizationScope.Created", "POST", "/organization-scopes", 201, "{}", "/organization-scopes", data: scope.Text);
        var changed = (await Api.PatchAnswerAsync($"/api/organization-scopes/{scope.Id}", """{"description":"d"}""")).Expect(200);
        await NextAsync("OrganizationScope.Data.Updated", "PATCH", $"/organization-scopes/{scope.Id}", 200, $$"""{"id":"{{scope.Id}}"}""", "/organization-scopes/:id", data: changed.Text);

        var plain = await Api.NewOrganizationRoleAsync();
        await NextAsync("OrganizationRole.Created", "POST", "/organization-roles", 201, "{}", "/organization-roles", data: plain.Text);
        foreach (var scopes in new object[] { new { name = TestServer.Unique(), organizationScopeIds = (string[])[scope.Id] }, new { name = TestServer.Unique(), resourceScopeIds = (string[])[resourceScope.Id] } })
        {
            var made = (await Api.PostAnswerAsync("/api/organization-roles", scopes)).Expect(201);
            await NextAsync("OrganizationRole.Scopes.Updated", "POST", "/organization-roles", 201, "{}", "/organization-roles", ("organizationRoleId", made.Id));
            await NextAsync("OrganizationRole.Created", "POST", "/organization-roles", 201, "{}", "/organization-roles", data: made.Text);
        }

        var (path, parameters) = ($"/organization-roles/{plain.Id}", $$"""{"id":"{{plain.Id}}"}""");
        var renamed = (await Api.PatchAnswerAsync("/api" + path, """{"description":"d"}""")).Expect(200);
        await NextAsync("OrganizationRole.Data.Updated", "PATCH", path, 200, parameters, "/organization-roles/:id", data: renamed.Text);
        (await Api.PostAnswerAsync($"/api{path}/scopes", new { organizationScopeIds = (string[])[scope.Id] })).Expect(201);
        await NextAsync("OrganizationRole.Scopes.Updated", "POST", path + "/scopes", 201, parameters, "/organization-roles/:id/scopes");
        (await Api.PutAnswerAsync($"/api{path}/scopes", new { organizationScopeIds = (string[])[scope.Id] })).Expect(204);
        await NextAsync("OrganizationRole.Scopes.Updated", "PUT", path + "/scopes", 204, parameters, "/organization-roles/:id/scopes");
        (await Api.DeleteAnswerAsync($"/api{path}/scopes/{scope.Id}")).Expect(204);
        await NextAsync("OrganizationRole.Scopes.Updated", "DELETE", $"{path}/scopes/{scope.Id}", 204,
            $$"""{"id":"{{plain.Id}}","organizationScopeId":"{{scope.Id}}"}""", "/organization-roles/:id/scopes/:organizationScopeId");
        (await Api.PostAnswerAsync($"/api{path}/resource-scopes", new { scopeIds = (string[])[resourceScope.Id] })).Expect(201);
        (await Api.PutAnswerAsync($"/api{path}/resource-scopes", new { scopeIds = (string[])[resourceScope.Id] })).Expect(204);
        (await Api.DeleteAnswerAsync($"/api{path}/resource-scopes/{resourceScope.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync("/api" + path)).Expect(204);
        await NextAsync("OrganizationRole.Deleted", "DELETE", path, 204, parameters, "/organization-roles/:id");
        (await Api.DeleteAnswerAsync($"/api/organization-scopes/{scope.Id}")).Expect(204);
        await NextAsync("OrganizationScope.Deleted", "DELETE", $"/organization-scopes/{scope.Id}", 204, $$"""{"id":"{{scope.Id}}"}""", "/organization-scopes/:id");
        await NothingMoreAsync();
    }

    private async Task ListenAsync() =>
        (await Api.PostAnswerAsync("/api/hooks", new { name = "test", events = Events, config = new { url = Receiver.Url } })).Expect(201);

    /// <summary>What comes next, but for events of one call, which arrive in any order.</summary>
    private async Task NextAsync(
        string name, string method, string path, int status, string parameters, string route, (string Name, string Value)? extra = null, string? data = null)
    {
        await Receiver.WaitAsync(++_told);
        await Server.DrainAsync();
        var told = Receiver.All.Last(delivery => delivery["event"] == name);
        string[] members = ["event", "createdAt", "ip", "path", "method", "status", "params", "matchedRoute", .. extra is { } more ? (string[])[more.Name] : [], .. data is null ? [] : (string[])["data"], "hookId"];
        Assert.Equal(members, told.Members);
        Assert.Equal((path, method, status.ToString(System.Globalization.CultureInfo.InvariantCulture), route), (told["path"], told["method"], told["status"], told["matchedRoute"]));
        Assert.Equal(parameters, told.Json.GetProperty("params").GetRawText());
        if (extra is { } member) Assert.Equal(member.Value, told[member.Name]);
        if (data is not null) Assert.Equal(data, told.Json.GetProperty("data").GetRawText());
    }

    private async Task NothingMoreAsync()
    {
        await Server.DrainAsync();
        Assert.Equal(_told, Receiver.All.Count);
    }
}
