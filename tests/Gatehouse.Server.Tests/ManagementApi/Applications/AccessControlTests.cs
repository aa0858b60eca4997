using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.8.</summary>
public sealed class AccessControlTests : ServerTest
{
    private const string Nothing = """{"userIds":[],"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[]}""";

    private static object Rules(string[]? userIds = null, string[]? userRoleIds = null, string[]? organizationIds = null, params (string Id, string[] Roles)[] groups) => new
    {
        userIds = userIds ?? [], userRoleIds = userRoleIds ?? [], organizationIds = organizationIds ?? [],
        organizationRoleRules = groups.Select(group => new { organizationId = group.Id, organizationRoleIds = group.Roles }),
    };

    private static string Quoted(params string[] ids) => string.Join(',', ids.Order(StringComparer.Ordinal).Select(id => $"\"{id}\""));

    private async Task<string> PathAsync() => $"/api/applications/{(await Api.NewApplicationAsync("SPA")).Id}/access-control";

    [Fact(DisplayName = "Contract apps 1.8: rules of each kind, without repetitions, groups of one organization merged, sorted by id")]
    public async Task Each_kind()
    {
        var path = await PathAsync();
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Expect(200).Text);
        var (one, two, role) = (await Server.AddUserAsync(), await Server.AddUserAsync(), await Server.NewRoleAsync());
        var (here, there) = (await Server.AddMembershipAsync(one), await Server.AddMembershipAsync(one));
        var (first, second) = (await Server.NewOrganizationRoleAsync(), await Server.NewOrganizationRoleAsync());
        var set = (await Api.PutAnswerAsync(path, Rules(
            [two, one, two], [role, role], [there.OrganizationId], (here.OrganizationId, [first]), (here.OrganizationId, [second, first]), (here.OrganizationId, [])))).Expect(200);
        Assert.Equal(
            $$"""{"userIds":[{{Quoted(one, two)}}],"userRoleIds":["{{role}}"],"organizationIds":["{{there.OrganizationId}}"],"organizationRoleRules":[{"organizationId":"{{here.OrganizationId}}","organizationRoleIds":[{{Quoted(first, second)}}]}]}""",
            set.Text);
        Assert.Equal(set.Text, (await Api.GetAnswerAsync(path)).Expect(200).Text);
        var less = (await Api.PutAnswerAsync(path, Rules([one]))).Expect(200);
        Assert.Equal($$"""{"userIds":["{{one}}"],"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[]}""", less.Text);
        Assert.Equal(less.Text, (await Api.GetAnswerAsync(path)).Text);
        (await Api.PutAnswerAsync(path, Rules())).Expect(200);
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Text);
    }

    [Fact(DisplayName = "Contract apps 1.8: each refusal changes nothing")]
    public async Task Refusals()
    {
        var path = await PathAsync();
        var user = await Server.AddUserAsync();
        var place = await Server.AddMembershipAsync(user);
        var (machines, organizationMachines) = (await Server.NewRoleAsync(RoleType.MachineToMachine), await Server.NewOrganizationRoleAsync("MachineToMachine"));
        (await Api.PutAnswerAsync(path, Rules([user], null, null, (place.OrganizationId, [])))).Expect(422, "request.invalid_input");
        foreach (var unknown in (object[])
            [Rules([user, "nobody"]), Rules(null, ["nothing"]), Rules(null, null, ["nowhere"]), Rules(null, null, null, ("nowhere", [organizationMachines])), Rules(null, null, null, (place.OrganizationId, ["nothing"]))])
            (await Api.PutAnswerAsync(path, unknown)).Expect(404, "entity.relation_foreign_key_not_found");
        (await Api.PutAnswerAsync(path, Rules([user], [machines]))).Expect(422, "entity.db_constraint_violated");
        (await Api.PutAnswerAsync(path, Rules([user], null, null, (place.OrganizationId, [organizationMachines])))).Expect(422, "entity.db_constraint_violated");
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Text);
        (await Api.GetAnswerAsync("/api/applications/nobody/access-control")).Expect(404, "entity.not_exists_with_id");
        (await Api.PutAnswerAsync("/api/applications/nobody/access-control", Rules())).Expect(404, "entity.not_exists_with_id");
    }

    [Fact(DisplayName = "Contract apps 1.8: all four lists are needed; at most 2000 entries are sent and 1000 different ones kept")]
    public async Task Bodies_that_do_not_fit()
    {
        var path = await PathAsync();
        foreach (var body in (string[])
        [
            "{}", """{"userIds":[],"userRoleIds":[],"organizationIds":[]}""", """{"userIds":[""],"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[]}""",
            """{"userIds":[],"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[{"organizationId":"x"}]}""", """{"userIds":null,"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[]}""",
        ])
            (await Api.PutAnswerAsync(path, body)).Expect(400, "guard.invalid_input");
        var user = await Server.AddUserAsync();
        (await Api.PutAnswerAsync(path, Rules([.. Enumerable.Repeat(user, 2001)]))).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(path, Rules([.. Enumerable.Repeat(user, 2000)]))).Expect(200);
        (await Api.PutAnswerAsync(path, Rules([.. Enumerable.Range(0, 1001).Select(number => "u" + number)]))).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(path, Rules([.. Enumerable.Range(0, 1000).Select(number => "u" + number)]))).Expect(404, "entity.relation_foreign_key_not_found");
        (await Api.PutAnswerAsync(path, Rules(null, null, null, [.. Enumerable.Range(0, 1001).Select(number => ("o" + number, (string[])["r"]))]))).Expect(400, "guard.invalid_input");
    }

    [Fact(DisplayName = "Contract apps 1.2 and 1.8: access control needs a rule, when it is switched on and as long as it is on; a rule for somebody who is gone is none")]
    public async Task Control_needs_rules()
    {
        var id = (await Api.NewApplicationAsync("SPA")).Id;
        var (path, rules) = ($"/api/applications/{id}", $"/api/applications/{id}/access-control");
        var user = await Server.AddUserAsync();
        (await Api.PatchAnswerAsync(path, """{"appLevelAccessControlEnabled":true}""")).Expect(422, "request.invalid_input");
        (await Api.PutAnswerAsync(rules, Rules([user]))).Expect(200);
        Assert.True((await Api.PatchAnswerAsync(path, """{"appLevelAccessControlEnabled":true}""")).Expect(200)["appLevelAccessControlEnabled"].GetBoolean());
        (await Api.PutAnswerAsync(rules, Rules())).Expect(422, "request.invalid_input");
        (await Api.PatchAnswerAsync(path, """{"appLevelAccessControlEnabled":false}""")).Expect(200);
        (await Api.DeleteAnswerAsync($"/api/users/{user}")).Expect(204);
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(rules)).Text);
        (await Api.PatchAnswerAsync(path, """{"appLevelAccessControlEnabled":true}""")).Expect(422, "request.invalid_input");
        (await Api.PutAnswerAsync(rules, Rules())).Expect(200);
    }

    [Fact(DisplayName = "Contract apps 1.8: whoever switches on and whoever empties the rules at once can't both succeed")]
    public async Task Switching_on_against_emptying()
    {
        var user = await Server.AddUserAsync();
        for (var round = 0; round < 5; round++)
        {
            var id = (await Api.NewApplicationAsync("SPA")).Id;
            (await Api.PutAnswerAsync($"/api/applications/{id}/access-control", Rules([user]))).Expect(200);
            var answers = await Task.WhenAll(
                Api.PatchAnswerAsync($"/api/applications/{id}", """{"appLevelAccessControlEnabled":true}"""), Api.PutAnswerAsync($"/api/applications/{id}/access-control", Rules()));
            Assert.Single(answers, answer => (int)answer.Status == 200);
            Assert.Single(answers, answer => (int)answer.Status == 422);
        }
    }

    [Fact]
    public async Task Of_replacements_at_once_the_last_one_stands_alone()
    {
        var path = await PathAsync();
        var users = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Server.AddUserAsync()));
        var answers = await Task.WhenAll(users.Select(user => Api.PutAnswerAsync(path, Rules([user]))));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(1, (await Api.GetAnswerAsync(path))["userIds"].GetArrayLength());
    }

    [Fact(DisplayName = "Contract apps 1.8, oidc 8.3: access control takes effect at the provider at once")]
    public async Task Takes_effect_at_once()
    {
        var app = await Authorized.CreateAsync(Server);
        var (path, rules) = ($"/api/applications/{app.ClientId}", $"/api/applications/{app.ClientId}/access-control");
        var token = await app.RefreshTokenAsync();
        async Task<Answer> RefreshAsync()
        {
            var answer = await app.RefreshAsync(token);
            if ((int)answer.Status == 200) token = answer["refresh_token"].GetString()!;
            return answer;
        }

        (await Api.PutAnswerAsync(rules, Rules([await Server.AddUserAsync()]))).Expect(200);
        (await RefreshAsync()).Expect(200);
        (await Api.PatchAnswerAsync(path, """{"appLevelAccessControlEnabled":true}""")).Expect(200);
        (await RefreshAsync()).ExpectError(400, "access_denied");
        (await Api.PutAnswerAsync(rules, Rules([app.UserId]))).Expect(200);
        (await RefreshAsync()).Expect(200);
        var place = await Server.AddMembershipAsync(app.UserId);
        (await Api.PutAnswerAsync(rules, Rules(null, null, null, (place.OrganizationId, [await Server.OrganizationRoleIdAsync(place.RoleName)])))).Expect(200);
        (await RefreshAsync()).Expect(200);
        (await Api.PutAnswerAsync(rules, Rules(null, [await Server.NewRoleAsync()]))).Expect(200);
        (await RefreshAsync()).ExpectError(400, "access_denied");
        (await Api.PatchAnswerAsync(path, """{"appLevelAccessControlEnabled":false}""")).Expect(200);
        (await RefreshAsync()).Expect(200);
    }
}
