using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 2: the roles and scopes of members.</summary>
public sealed class MemberRoleTests : ServerTest
{
    private async Task<(string Organization, string User, string Path)> NewMembershipAsync()
    {
        var organization = await Api.NewOrganizationAsync();
        var user = await Api.NewMemberAsync(organization);
        return (organization, user, $"/api/organizations/{organization}/users/{user}");
    }

    [Fact]
    public async Task Every_user_named_gets_every_role_named_once()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/users";
        var (one, two) = (await Api.NewMemberAsync(organization), await Api.NewMemberAsync(organization));
        var (a, b) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync());
        object Body(string[] userIds, string[] organizationRoleIds) => new { userIds, organizationRoleIds };
        Assert.Equal("Created", (await Api.PostAnswerAsync(path + "/roles", Body([one], [a.Id, a.Id]))).Expect(201).Text);
        (await Api.PostAnswerAsync(path + "/roles", Body([one, two, one], [a.Id, b.Id]))).Expect(201);
        foreach (var user in (string[])[one, two])
            Assert.Equal(((string[])[a.Id, b.Id]).Order(StringComparer.Ordinal), (await Api.ListedAsync($"{path}/{user}/roles")).Order(StringComparer.Ordinal));

        var stranger = (await Api.NewUserAsync()).Id;
        var machine = await Server.NewTemplateRoleAsync(OrganizationCalls.Machine);
        (await Api.PostAnswerAsync(path + "/roles", Body([one, stranger], [a.Id]))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path + "/roles", Body([one], ["unknown"]))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync("/api/organizations/nowhere/users/roles", Body([one], [a.Id]))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path + "/roles", Body([stranger], [machine.Id, "unknown"]))).Expect(422, "entity.db_constraint_violated");
        foreach (var bad in (object[])[Body([], [a.Id]), Body([one], []), new { userIds = (string[])[one] }, new { organizationRoleIds = (string[])[a.Id] }])
            (await Api.PostAnswerAsync(path + "/roles", bad)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task Roles_are_added_by_id_and_by_name_and_told_by_id()
    {
        var (_, _, path) = await NewMembershipAsync();
        var (a, b, c) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync());
        var added = (await Api.PostAnswerAsync(path + "/roles", new { organizationRoleNames = (string[])[b.Name, a.Name], organizationRoleIds = (string[])[a.Id, c.Id, a.Id] })).Expect(201);
        Assert.Equal($$"""{"organizationRoleIds":["{{a.Id}}","{{c.Id}}","{{b.Id}}"]}""", added.Text);
        (await Api.PostAnswerAsync(path + "/roles", new { organizationRoleNames = (string[])[a.Name] })).Expect(201);
        Assert.Equal("""{"organizationRoleIds":[]}""", (await Api.PostAnswerAsync(path + "/roles", "{}")).Expect(201).Text);

        var list = (await Api.GetAnswerAsync(path + "/roles")).Expect(200);
        Assert.Null(list.Header("Total-Number"));
        Assert.Equal(3, list.Json.GetArrayLength());
        var first = ((Gatehouse.Server.Organizations.NamedRole[])[a, b, c]).OrderBy(role => role.Name, StringComparer.Ordinal).First();
        Assert.Equal($$"""{"tenantId":"default","id":"{{first.Id}}","name":"{{first.Name}}","description":null,"type":"User"}""", list.Json[0].GetRawText());
        var page = (await Api.GetAnswerAsync(path + "/roles?page=2&page_size=2")).Expect(200);
        Assert.Equal(("3", 1), (page.Header("Total-Number"), page.Json.GetArrayLength()));
    }

    [Fact]
    public async Task Roles_are_replaced_as_a_whole_and_taken_away_once()
    {
        var (_, _, path) = await NewMembershipAsync();
        var (a, b) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync());
        (await Api.PutAnswerAsync(path + "/roles", new { organizationRoleIds = (string[])[a.Id] })).Expect(204);
        (await Api.PutAnswerAsync(path + "/roles", new { organizationRoleNames = (string[])[b.Name] })).Expect(204);
        Assert.Equal([b.Id], await Api.ListedAsync(path + "/roles"));
        (await Api.DeleteAnswerAsync($"{path}/roles/{b.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/roles/{b.Id}")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path + "/roles", new { organizationRoleIds = (string[])[a.Id, b.Id] })).Expect(204);
        (await Api.PutAnswerAsync(path + "/roles", "{}")).Expect(204);
        Assert.Empty(await Api.ListedAsync(path + "/roles"));
    }

    [Fact]
    public async Task A_refused_list_changes_nothing()
    {
        var (_, _, path) = await NewMembershipAsync();
        var (good, machine) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine));
        (await Api.PostAnswerAsync(path + "/roles", new { organizationRoleIds = (string[])[good.Id] })).Expect(201);
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put])
        {
            var unnamed = (await Api.SendAnswerAsync(method, path + "/roles", new { organizationRoleNames = (string[])["no such role"], organizationRoleIds = (string[])[machine.Id] })).Expect(422, "organization.role_names_not_found");
            Assert.Contains("no such role", unnamed["message"].GetString(), StringComparison.Ordinal);
            Assert.False(unnamed.Json.TryGetProperty("data", out _));
            (await Api.SendAnswerAsync(method, path + "/roles", new { organizationRoleIds = (string[])[machine.Id, "unknown"] })).Expect(422, "entity.db_constraint_violated");
            (await Api.SendAnswerAsync(method, path + "/roles", new { organizationRoleIds = (string[])["unknown"] })).Expect(422, "entity.relation_foreign_key_not_found");
            foreach (var bad in (string[])["""{"organizationRoleIds":[""]}""", """{"organizationRoleIds":null}""", """{"organizationRoleNames":"x"}"""])
                (await Api.SendAnswerAsync(method, path + "/roles", bad)).Expect(400, "guard.invalid_input");
        }

        Assert.Equal([good.Id], await Api.ListedAsync(path + "/roles"));
    }

    [Fact]
    public async Task Only_members_have_roles_and_of_others_there_are_no_scopes()
    {
        var (organization, user, _) = await NewMembershipAsync();
        var (stranger, role) = ((await Api.NewUserAsync()).Id, await Server.NewTemplateRoleAsync());
        var body = new { organizationRoleIds = (string[])[role.Id] };
        foreach (var path in (string[])[$"/api/organizations/{organization}/users/{stranger}", $"/api/organizations/nowhere/users/{user}", $"/api/organizations/{organization}/users/nobody"])
        {
            (await Api.GetAnswerAsync(path + "/roles")).Expect(422, "organization.require_membership");
            (await Api.PostAnswerAsync(path + "/roles", body)).Expect(422, "organization.require_membership");
            (await Api.PutAnswerAsync(path + "/roles", body)).Expect(422, "organization.require_membership");
            (await Api.DeleteAnswerAsync($"{path}/roles/{role.Id}")).Expect(422, "organization.require_membership");
            Assert.Equal("[]", (await Api.GetAnswerAsync(path + "/scopes")).Expect(200).Text);
        }
    }

    [Fact]
    public async Task Scopes_are_those_of_all_roles_each_once_by_name()
    {
        var (_, _, path) = await NewMembershipAsync();
        var mark = TestServer.Unique();
        var (a, b) = (await Server.NewTemplateRoleAsync(scopes: ["read:b" + mark, "read:a" + mark]), await Server.NewTemplateRoleAsync(scopes: ["read:c" + mark]));
        await Server.NewTemplateRoleAsync(scopes: ["other" + mark]);
        Assert.Equal("[]", (await Api.GetAnswerAsync(path + "/scopes")).Expect(200).Text);
        (await Api.PutAnswerAsync(path + "/roles", new { organizationRoleIds = (string[])[a.Id, b.Id] })).Expect(204);
        var scopes = (await Api.GetAnswerAsync(path + "/scopes")).Expect(200);
        Assert.Equal(["read:a" + mark, "read:b" + mark, "read:c" + mark], scopes.Json.EnumerateArray().Select(scope => scope.GetProperty("name").GetString()));
        Assert.Equal(["tenantId", "id", "name", "description"], scopes.Json[0].EnumerateObject().Select(member => member.Name));
    }
}
