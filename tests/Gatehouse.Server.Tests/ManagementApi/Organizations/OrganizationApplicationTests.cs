using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 3: applications in organizations and their roles.</summary>
public sealed class OrganizationApplicationTests : ServerTest
{
    private static object Ids(params string[] applicationIds) => new { applicationIds };

    private static object Roles(params string[] organizationRoleIds) => new { organizationRoleIds };

    [Fact]
    public async Task Applications_are_added_replaced_and_removed()
    {
        var path = $"/api/organizations/{await Api.NewOrganizationAsync()}/applications";
        var (one, two) = (await Server.AddClientAsync(), await Server.AddClientAsync());
        Assert.Equal("Created", (await Api.PostAnswerAsync(path, Ids(one, one))).Expect(201).Text);
        (await Api.PostAnswerAsync(path, Ids(two, one))).Expect(201);
        Assert.Equal([two, one], await Api.ListedAsync(path));
        (await Api.PutAnswerAsync(path, Ids(two))).Expect(204);
        Assert.Equal([two], await Api.ListedAsync(path));
        (await Api.DeleteAnswerAsync($"{path}/{two}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{two}")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path, Ids(one))).Expect(204);
        (await Api.PutAnswerAsync(path, Ids())).Expect(204);
        Assert.Empty(await Api.ListedAsync(path));
    }

    [Fact]
    public async Task Only_machines_that_exist_can_join()
    {
        var path = $"/api/organizations/{await Api.NewOrganizationAsync()}/applications";
        var (machine, web) = (await Server.AddClientAsync(), await Server.AddClientAsync(ApplicationType.SPA));
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put])
        {
            (await Api.SendAnswerAsync(method, path, Ids(machine, web))).Expect(422, "entity.db_constraint_violated");
            (await Api.SendAnswerAsync(method, path, Ids(machine, "unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
            (await Api.SendAnswerAsync(method, path, Ids(machine, "an-id-that-is-longer-than-any"))).Expect(422, "entity.relation_foreign_key_not_found");
            (await Api.SendAnswerAsync(method, "/api/organizations/nowhere/applications", Ids(machine))).Expect(422, "entity.relation_foreign_key_not_found");
            foreach (var bad in (string[])["{}", """{"applicationIds":[""]}""", """{"applicationIds":"x"}"""])
                (await Api.SendAnswerAsync(method, path, bad)).Expect(400, "guard.invalid_input");
        }

        (await Api.PostAnswerAsync(path, Ids())).Expect(400, "guard.invalid_input");
        Assert.Empty(await Api.ListedAsync(path));
        Assert.Equal("[]", (await Api.GetAnswerAsync("/api/organizations/nowhere/applications")).Expect(200).Text);
    }

    [Fact]
    public async Task The_list_has_the_rows_without_secret_and_the_roles_last()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/applications";
        var (one, two) = (await Server.NewApplicationMemberAsync(organization), await Server.NewApplicationMemberAsync(organization));
        var role = await Server.NewTemplateRoleAsync(OrganizationCalls.Machine);
        (await Api.PostAnswerAsync($"{path}/{one}/roles", Roles(role.Id))).Expect(201);
        var page = (await Api.GetAnswerAsync(path + "?page=2&page_size=1")).Expect(200);
        Assert.Equal("2", page.Header("Total-Number"));
        Assert.Equal(
            ["tenantId", "id", "name", "description", "type", "oidcClientMetadata", "customClientMetadata", "protectedAppMetadata", "customData", "isThirdParty", "appLevelAccessControlEnabled", "createdAt", "organizationRoles"],
            page.Json[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal($$"""[{"id":"{{role.Id}}","name":"{{role.Name}}"}]""", page.Json[0].GetProperty("organizationRoles").GetRawText());
        Assert.Equal([two], await Api.ListedAsync($"{path}?q={two[3..].ToUpperInvariant()}"));
        (await Api.GetAnswerAsync(path + "?q=a&q=b")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Roles_of_machines_are_assigned_added_replaced_and_removed()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/applications";
        var (one, two) = (await Server.NewApplicationMemberAsync(organization), await Server.NewApplicationMemberAsync(organization));
        var (a, b) = (await Server.NewTemplateRoleAsync(OrganizationCalls.Machine, "a" + TestServer.Unique()), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine, "b" + TestServer.Unique()));
        Assert.Equal("Created", (await Api.PostAnswerAsync(path + "/roles", new { applicationIds = (string[])[one, two, two], organizationRoleIds = (string[])[a.Id, a.Id] })).Expect(201).Text);
        Assert.Equal("Created", (await Api.PostAnswerAsync($"{path}/{one}/roles", Roles(b.Id, a.Id, b.Id))).Expect(201).Text);
        Assert.Equal([a.Id, b.Id], await Api.ListedAsync($"{path}/{one}/roles"));
        Assert.Equal([a.Id], await Api.ListedAsync($"{path}/{two}/roles"));
        Assert.Equal("2", (await Api.GetAnswerAsync($"{path}/{one}/roles?page=1")).Expect(200).Header("Total-Number"));
        (await Api.PutAnswerAsync($"{path}/{one}/roles", Roles(b.Id))).Expect(204);
        Assert.Equal([b.Id], await Api.ListedAsync($"{path}/{one}/roles"));
        (await Api.PutAnswerAsync($"{path}/{one}/roles", Roles())).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync($"{path}/{one}/roles", Roles())).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync($"{path}/{one}/roles", new { organizationRoleNames = (string[])[a.Name] })).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync($"{path}/{one}/roles/{b.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{one}/roles/{b.Id}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task A_role_for_users_or_nobody_and_an_application_elsewhere_are_refused()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/applications";
        var (member, stranger) = (await Server.NewApplicationMemberAsync(organization), await Server.AddClientAsync());
        var (role, user) = (await Server.NewTemplateRoleAsync(OrganizationCalls.Machine), await Server.NewTemplateRoleAsync());
        object Cross(string application, string roleId) => new { applicationIds = (string[])[application], organizationRoleIds = (string[])[roleId] };
        (await Api.PostAnswerAsync(path + "/roles", Cross(member, user.Id))).Expect(422, "entity.db_constraint_violated");
        (await Api.PostAnswerAsync(path + "/roles", Cross(stranger, role.Id))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path + "/roles", Cross(member, "unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path + "/roles", new { applicationIds = (string[])[], organizationRoleIds = (string[])[role.Id] })).Expect(400, "guard.invalid_input");
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put])
        {
            (await Api.SendAnswerAsync(method, $"{path}/{member}/roles", Roles(role.Id, user.Id))).Expect(422, "entity.db_constraint_violated");
            (await Api.SendAnswerAsync(method, $"{path}/{member}/roles", Roles("unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
            (await Api.SendAnswerAsync(method, $"{path}/{stranger}/roles", Roles(role.Id))).Expect(422, "organization.require_membership");
        }

        (await Api.GetAnswerAsync($"{path}/{stranger}/roles")).Expect(422, "organization.require_membership");
        (await Api.GetAnswerAsync($"/api/organizations/nowhere/applications/{member}/roles")).Expect(422, "organization.require_membership");
        (await Api.DeleteAnswerAsync($"{path}/{stranger}/roles/{role.Id}")).Expect(422, "organization.require_membership");
        Assert.Empty(await Api.ListedAsync($"{path}/{member}/roles"));
    }
}
