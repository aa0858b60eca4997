using Gatehouse.Server.Organizations;
using Gatehouse.Server.Tests.ManagementApi.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.OrganizationTemplate;

/// <summary>contract/management-organizations.md 5, the roles of the template.</summary>
public sealed class OrganizationRoleTests : ServerTest
{
    private const string Path = "/api/organization-roles";

    [Fact]
    public async Task A_role_is_made_read_changed_and_deleted()
    {
        var name = TestServer.Unique("role");
        var made = (await Api.PostAnswerAsync(Path, new { name, organizationScopeIds = (string[])[], resourceScopeIds = (string[])[] })).Expect(201);
        Assert.Equal($$"""{"tenantId":"default","id":"{{made.Id}}","name":"{{name}}","description":null,"type":"User"}""", made.Text);
        Assert.Equal(made.Text, (await Api.GetAnswerAsync($"{Path}/{made.Id}")).Expect(200).Text);
        var changed = (await Api.PatchAnswerAsync($"{Path}/{made.Id}", """{"description":"d","type":"MachineToMachine","id":"mine"}""")).Expect(200);
        Assert.Equal($$"""{"tenantId":"default","id":"{{made.Id}}","name":"{{name}}","description":"d","type":"MachineToMachine"}""", changed.Text);
        (await Api.DeleteAnswerAsync($"{Path}/{made.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{Path}/{made.Id}")).Expect(404, "entity.not_found");
        (await Api.GetAnswerAsync($"{Path}/{made.Id}")).Expect(404, "entity.not_found");
        (await Api.PatchAnswerAsync($"{Path}/{made.Id}", """{"name":"n"}""")).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync($"{Path}/{made.Id}", "{}")).Expect(422, "entity.invalid_input");
    }

    [Fact]
    public async Task Bad_input_is_refused_and_changes_nothing()
    {
        var (one, two) = (await Api.NewOrganizationRoleAsync(), await Api.NewOrganizationRoleAsync());
        foreach (var bad in (string[])["""{"name":""}""", """{"name":"n","type":"Robot"}""", $$"""{"name":"{{new string('n', 129)}}"}""", $$"""{"name":"n","description":"{{new string('d', 257)}}"}"""])
        {
            (await Api.PostAnswerAsync(Path, bad)).Expect(400, "guard.invalid_input");
            (await Api.PatchAnswerAsync($"{Path}/{one.Id}", bad)).Expect(400, "guard.invalid_input");
        }

        (await Api.PostAnswerAsync(Path, """{"name":"n","organizationScopeIds":[""]}""")).Expect(400, "guard.invalid_input");
        (await Api.PostAnswerAsync(Path, new { name = two["name"].GetString() })).Expect(422, "entity.unique_integrity_violation");
        (await Api.PatchAnswerAsync($"{Path}/{one.Id}", new { name = two["name"].GetString() })).Expect(422, "entity.unique_integrity_violation");
        Assert.Equal(one.Text, (await Api.GetAnswerAsync($"{Path}/{one.Id}")).Text);
        var name = TestServer.Unique("role");
        (await Api.PostAnswerAsync(Path, new { name, organizationScopeIds = (string[])["unknown"] })).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(Path, new { name, resourceScopeIds = (string[])["unknown"] })).Expect(422, "entity.relation_foreign_key_not_found");
        Assert.Empty((await Api.GetAnswerAsync($"{Path}?q={name}")).Ids());
    }

    [Fact]
    public async Task The_list_shows_the_scopes_of_each_role()
    {
        var mark = TestServer.Unique();
        var resource = await Api.NewResourceAsync();
        var (scope, resourceScope) = (await Api.NewOrganizationScopeAsync(), await Api.NewScopeAsync(resource.Id));
        var later = await Api.NewOrganizationRoleAsync(mark + "b");
        var full = (await Api.PostAnswerAsync(Path, new
        {
            name = mark + "a", description = "Of " + mark, organizationScopeIds = (string[])[scope.Id], resourceScopeIds = (string[])[resourceScope.Id, ResourceCalls.ManagementScope],
        })).Expect(201);
        var rows = (await Api.GetAnswerAsync($"{Path}?q={mark.ToUpperInvariant()}")).Expect(200);
        Assert.Equal("2", rows.Header("Total-Number"));
        Assert.Equal([full.Id, later.Id], rows.Ids());
        Assert.Equal($"{later.Text[..^1]},\"scopes\":[],\"resourceScopes\":[]}}", rows.Json[1].GetRawText());
        Assert.Equal($$"""[{"id":"{{scope.Id}}","name":"{{scope["name"].GetString()}}"}]""", rows.Json[0].GetProperty("scopes").GetRawText());
        var own = rows.Json[0].GetProperty("resourceScopes").EnumerateArray().Single(row => row.GetProperty("id").GetString() == resourceScope.Id);
        Assert.Equal(
            $$$"""{"id":"{{{resourceScope.Id}}}","name":"{{{resourceScope["name"].GetString()}}}","resource":{"id":"{{{resource.Id}}}","name":"{{{resource["name"].GetString()}}}"}}""", own.GetRawText());
        Assert.Equal(2, rows.Json[0].GetProperty("resourceScopes").GetArrayLength());
        Assert.Equal([full.Id], (await Api.GetAnswerAsync($"{Path}?q=of%20{mark}")).Ids());
        Assert.Equal([later.Id], (await Api.GetAnswerAsync($"{Path}?q={later.Id}")).Ids());
        Assert.Equal([later.Id], (await Api.GetAnswerAsync($"{Path}?q={mark}&page=2&page_size=1")).Ids());
        (await Api.GetAnswerAsync($"{Path}?q=a&q=b")).Expect(400, "guard.invalid_input");
    }

    [Theory]
    [InlineData("scopes", "organizationScopeIds")]
    [InlineData("resource-scopes", "scopeIds")]
    public async Task Scopes_are_added_replaced_and_taken_away(string relation, string member)
    {
        var role = await Api.NewOrganizationRoleAsync();
        var path = $"{Path}/{role.Id}/{relation}";
        var resource = await Api.NewResourceAsync();
        var rows = new List<Answer>();
        foreach (var name in (string[])["a", "b", "c"])
            rows.Add(relation == "scopes" ? await Api.NewOrganizationScopeAsync(name + TestServer.Unique()) : await Api.NewScopeAsync(resource.Id, name));
        var (one, two, three) = (rows[0], rows[1], rows[2]);
        Dictionary<string, string[]> Body(params string[] ids) => new() { [member] = ids };

        var added = (await Api.PostAnswerAsync(path, Body(one.Id, two.Id, one.Id))).Expect(201);
        Assert.Equal("Created", added.Text);
        (await Api.PostAnswerAsync(path, Body(two.Id))).Expect(201);
        var whole = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal(($"[{one.Text},{two.Text}]", null), (whole.Text, whole.Header("Total-Number")));
        var page = await Api.GetAnswerAsync(path + "?page=2&page_size=1");
        Assert.Equal(("2", two.Id), (page.Header("Total-Number"), Assert.Single(page.Ids())));

        Assert.Equal("", (await Api.PutAnswerAsync(path, Body(two.Id, three.Id, three.Id))).Expect(204).Text);
        Assert.Equal([two.Id, three.Id], (await Api.GetAnswerAsync(path)).Ids());
        (await Api.PutAnswerAsync(path, Body(one.Id, "unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PostAnswerAsync(path, Body(one.Id, "unknown"))).Expect(422, "entity.relation_foreign_key_not_found");
        foreach (var bad in (string[])["{}", $$"""{"{{member}}":[""]}""", $$"""{"{{member}}":"x"}"""])
        {
            (await Api.PostAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
            (await Api.PutAnswerAsync(path, bad)).Expect(400, "guard.invalid_input");
        }

        (await Api.PostAnswerAsync(path, Body())).Expect(400, "guard.invalid_input");
        Assert.Equal([two.Id, three.Id], (await Api.GetAnswerAsync(path)).Ids());
        (await Api.DeleteAnswerAsync($"{path}/{two.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"{path}/{two.Id}")).Expect(404, "entity.not_found");
        (await Api.PutAnswerAsync(path, Body())).Expect(204);
        Assert.Empty((await Api.GetAnswerAsync(path)).Ids());
        (await Api.PutAnswerAsync(path, Body())).Expect(204);

        var unknown = $"{Path}/unknown/{relation}";
        (await Api.GetAnswerAsync(unknown)).Expect(404, "entity.not_found");
        (await Api.PostAnswerAsync(unknown, Body(one.Id))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PutAnswerAsync(unknown, Body(one.Id))).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.PutAnswerAsync(unknown, Body())).Expect(422, "entity.relation_foreign_key_not_found");
        (await Api.DeleteAnswerAsync($"{unknown}/{one.Id}")).Expect(404, "entity.not_found");
    }

    [Fact]
    public async Task Replacements_at_once_leave_one_of_the_lists()
    {
        var role = await Api.NewOrganizationRoleAsync();
        var path = $"{Path}/{role.Id}/scopes";
        var scopes = new List<string>();
        for (var number = 0; number < 4; number++) scopes.Add((await Api.NewOrganizationScopeAsync()).Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Api.PutAnswerAsync(path, new { organizationScopeIds = scopes.Take(1 + (number % 4)) })));
        Assert.All(answers, answer => answer.Expect(204));
        Assert.NotEmpty((await Api.GetAnswerAsync(path)).Ids());
    }

    [Fact]
    public async Task The_next_organization_token_knows_of_each_change()
    {
        var user = await Server.AddUserAsync();
        var place = await Server.AddMembershipAsync(user);
        var app = await Authorized.CreateAsync(Server, scope: Authorized.Everything + " urn:logto:scope:organizations", userId: user,
            resources: new Dictionary<string, string> { ["urn:logto:resource:organizations"] = place.Owned + " " + place.NotOwned });
        var tokens = (await app.RedeemAsync(await app.CodeAsync())).Expect(200);
        var refresh = tokens["refresh_token"].GetString()!;
        Assert.Equal(place.Owned, await TokenAsync());
        var roleId = await Server.InDatabaseAsync(db => db.OrganizationRoles.Where(role => role.Name == place.RoleName).Select(role => role.Id).SingleAsync());
        var scopeId = await Server.InDatabaseAsync(db => db.OrganizationScopes.Where(scope => scope.Name == place.NotOwned).Select(scope => scope.Id).SingleAsync());
        (await Api.PutAnswerAsync($"{Path}/{roleId}/scopes", new { organizationScopeIds = (string[])[scopeId] })).Expect(204);
        Assert.Equal(place.NotOwned, await TokenAsync());
        (await Api.DeleteAnswerAsync($"/api/organization-scopes/{scopeId}")).Expect(204);
        Assert.Equal("", await TokenAsync());

        async Task<string> TokenAsync()
        {
            var answer = (await app.RefreshAsync(refresh, ("organization_id", place.OrganizationId))).Expect(200);
            if (answer.Json.TryGetProperty("refresh_token", out var next)) refresh = next.GetString()!;
            return OidcCalls.Part(answer["access_token"].GetString()!, 1).TryGetProperty("scope", out var scope) ? scope.GetString()! : "";
        }
    }
}
