using Gatehouse.Server.Grants;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 2: members.</summary>
public sealed class MemberTests : ServerTest
{
    private static object Ids(params string[] userIds) => new { userIds };

    [Fact]
    public async Task Members_are_added_once_and_the_answer_repeats_the_request()
    {
        var path = $"/api/organizations/{await Api.NewOrganizationAsync()}/users";
        var (one, two) = ((await Api.NewUserAsync()).Id, (await Api.NewUserAsync()).Id);
        Assert.Equal($$"""{"userIds":["{{one}}","{{one}}"]}""", (await Api.PostAnswerAsync(path, Ids(one, one))).Expect(201).Text);
        Assert.Equal($$"""{"userIds":["{{two}}","{{one}}"]}""", (await Api.PostAnswerAsync(path, Ids(two, one))).Expect(201).Text);
        Assert.Equal(((string[])[one, two]).Order(StringComparer.Ordinal), await Api.ListedAsync(path));
    }

    [Fact]
    public async Task Replacing_keeps_the_roles_of_those_who_stay()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/users";
        var (stays, goes, comes) = (await Api.NewMemberAsync(organization), await Api.NewMemberAsync(organization), (await Api.NewUserAsync()).Id);
        var role = await Server.NewTemplateRoleAsync();
        (await Api.PostAnswerAsync(path + "/roles", new { userIds = (string[])[stays, goes], organizationRoleIds = (string[])[role.Id] })).Expect(201);

        (await Api.PutAnswerAsync(path, Ids(comes, stays, stays))).Expect(204);
        Assert.Equal(((string[])[stays, comes]).Order(StringComparer.Ordinal), await Api.ListedAsync(path));
        Assert.Equal([role.Id], await Api.ListedAsync($"{path}/{stays}/roles"));
        (await Api.PutAnswerAsync(path, Ids(goes))).Expect(204);
        Assert.Empty(await Api.ListedAsync($"{path}/{goes}/roles"));
        (await Api.PutAnswerAsync(path, Ids())).Expect(204);
        Assert.Empty(await Api.ListedAsync(path));
    }

    [Fact]
    public async Task Who_is_unknown_is_a_missing_relation_and_nothing_changes()
    {
        var organization = await Api.NewOrganizationAsync();
        var (path, user) = ($"/api/organizations/{organization}/users", await Api.NewMemberAsync(organization));
        var other = (await Api.NewUserAsync()).Id;
        foreach (var unknown in (string[])["nobody", "an-id-that-is-longer-than-any"])
        {
            (await Api.PostAnswerAsync(path, Ids(other, unknown))).Expect(422, "entity.relation_foreign_key_not_found");
            (await Api.PutAnswerAsync(path, Ids(other, unknown))).Expect(422, "entity.relation_foreign_key_not_found");
            (await Api.PostAnswerAsync($"/api/organizations/{unknown}/users", Ids(user))).Expect(422, "entity.relation_foreign_key_not_found");
        }

        Assert.Equal([user], await Api.ListedAsync(path));
        foreach (var bad in (string[])["{}", """{"userIds":"x"}""", """{"userIds":[""]}""", """{"userIds":null}""", """{"userIds":[1]}"""])
        {
            (await Api.PostAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
            (await Api.PutAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        }

        (await Api.PostAnswerAsync(path, Ids())).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync($"{path}/{other}")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync($"/api/organizations/nowhere/users/{user}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task Who_leaves_loses_their_roles_and_what_they_consented_to_there()
    {
        var organization = await Api.NewOrganizationAsync();
        var (user, role, application) = (await Api.NewMemberAsync(organization), await Server.NewTemplateRoleAsync(), await Server.AddClientAsync());
        var path = $"/api/organizations/{organization}/users/{user}";
        (await Api.PostAnswerAsync(path + "/roles", new { organizationRoleIds = (string[])[role.Id] })).Expect(201);
        await Server.ChangeAsync(db =>
        {
            db.Add(new ConsentedOrganization { TenantId = "default", ApplicationId = application, UserId = user, OrganizationId = organization });
            return Task.CompletedTask;
        });
        (await Api.DeleteAnswerAsync(path)).Expect(204);
        (await Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_found");
        Assert.False(await Server.InDatabaseAsync(db => db.Set<ConsentedOrganization>().AnyAsync(row => row.OrganizationId == organization)));
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/users", Ids(user))).Expect(201);
        Assert.Empty(await Api.ListedAsync(path + "/roles"));
    }

    [Fact]
    public async Task The_list_has_the_base_fields_and_the_roles_by_name_in_pages_by_user_id()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/users";
        var mark = TestServer.Unique();
        var users = new List<string>();
        for (var number = 0; number < 3; number++) users.Add(await Api.NewMemberAsync(organization, new { username = $"{mark}_{number}", primaryEmail = $"{mark}{number}@Mail.test", name = "Ann" }));
        users.Sort(StringComparer.Ordinal);
        (await Api.PutAnswerAsync($"/api/users/{users[0]}/identities/github", new { userId = mark })).Expect(201);
        var (second, first) = (await Server.NewTemplateRoleAsync(name: "b" + mark), await Server.NewTemplateRoleAsync(name: "a" + mark));
        (await Api.PostAnswerAsync($"{path}/{users[0]}/roles", new { organizationRoleIds = (string[])[second.Id, first.Id] })).Expect(201);

        var page = (await Api.GetAnswerAsync(path + "?page_size=2")).Expect(200);
        Assert.Equal("3", page.Header("Total-Number"));
        Assert.Equal(users[..2], page.Json.EnumerateArray().Select(user => user.GetProperty("id").GetString()!));
        Assert.Equal([users[2]], await Api.ListedAsync(path + "?page_size=2&page=2"));
        var shown = page.Json[0];
        Assert.Equal(
            ["id", "username", "primaryEmail", "primaryPhone", "name", "avatar", "customData", "identities", "lastSignInAt", "createdAt", "updatedAt", "profile", "applicationId", "isSuspended", "organizationRoles"],
            shown.EnumerateObject().Select(member => member.Name));
        Assert.Equal(mark, shown.GetProperty("identities").GetProperty("github").GetProperty("userId").GetString());
        Assert.Equal($$"""[{"id":"{{first.Id}}","name":"a{{mark}}"},{"id":"{{second.Id}}","name":"b{{mark}}"}]""", shown.GetProperty("organizationRoles").GetRawText());
        Assert.Equal("[]", page.Json[1].GetProperty("organizationRoles").GetRawText());

        Assert.Equal([users[0]], await Api.ListedAsync($"{path}?organizationRoleId={first.Id}"));
        Assert.Empty(await Api.ListedAsync($"{path}?organizationRoleId=unknown"));
        Assert.Equal(users, await Api.ListedAsync($"{path}?q={mark.ToUpperInvariant()}&organizationRoleId="));
        Assert.Single(await Api.ListedAsync($"{path}?q={mark}1@mail"));
        Assert.Equal([users[1]], await Api.ListedAsync($"{path}?q={users[1]}"));
        Assert.Empty(await Api.ListedAsync($"{path}?q={mark}%25"));
        Assert.Equal("[]", (await Api.GetAnswerAsync("/api/organizations/nowhere/users")).Expect(200).Text);
        (await Api.GetAnswerAsync(path + "?q=a&q=b")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_user_who_is_added_many_times_at_once_is_a_member_once()
    {
        var organization = await Api.NewOrganizationAsync();
        var (path, user) = ($"/api/organizations/{organization}/users", (await Api.NewUserAsync()).Id);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.PostAnswerAsync(path, Ids(user)))), answer => answer.Expect(201));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Api.PutAnswerAsync(path, number % 2 == 0 ? Ids() : Ids(user)))), answer => answer.Expect(204));
        (await Api.PutAnswerAsync(path, Ids(user))).Expect(204);
        var removed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.DeleteAnswerAsync($"{path}/{user}")));
        Assert.Single(removed, answer => (int)answer.Status == 204);
        Assert.All(removed.Where(answer => (int)answer.Status != 204), answer => answer.Expect(404, "entity.not_found"));
    }
}
