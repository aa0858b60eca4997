using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Resources;

/// <summary>contract/management-apps-resources-roles.md 2, the resources.</summary>
public sealed class ResourceTests : ServerTest
{
    [Fact]
    public async Task A_new_resource_has_the_members_of_the_contract_and_no_scopes()
    {
        var (name, indicator) = (TestServer.Unique("api"), "blanks are fine " + TestServer.Unique());
        var made = (await Api.PostAnswerAsync("/api/resources", new { name, indicator, isDefault = true, id = "mine" })).Expect(201);
        Assert.Equal($$"""{"tenantId":"default","id":"{{made.Id}}","name":"{{name}}","indicator":"{{indicator}}","isDefault":false,"accessTokenTtl":3600,"scopes":[]}""", made.Text);
        Assert.Matches("^[a-z0-9]{21}$", made.Id);
        Assert.Equal(made.Text.Replace(",\"scopes\":[]", "", StringComparison.Ordinal), (await Api.GetAnswerAsync($"/api/resources/{made.Id}")).Expect(200).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"n"}""")]
    [InlineData("""{"name":"","indicator":"i"}""")]
    [InlineData("""{"name":"n","indicator":""}""")]
    [InlineData("""{"name":null,"indicator":"i"}""")]
    [InlineData("""{"name":"n","indicator":"i","accessTokenTtl":"60"}""")]
    [InlineData("""{"name":"n","indicator":"i","accessTokenTtl":null}""")]
    [InlineData("[]")]
    public async Task A_body_of_another_shape_is_refused(string body) =>
        (await Api.PostAnswerAsync("/api/resources", body)).Expect(400, "guard.invalid_input");

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(2147483647)]
    public async Task Any_whole_lifetime_passes(int ttl)
    {
        var made = (await Api.PostAnswerAsync("/api/resources", new { name = "n", indicator = ResourceCalls.NewIndicator(), accessTokenTtl = ttl })).Expect(201);
        Assert.Equal(ttl, made["accessTokenTtl"].GetInt32());
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("1e20")]
    public async Task A_lifetime_that_the_column_can_not_hold_is_refused(string ttl)
    {
        var indicator = ResourceCalls.NewIndicator();
        (await Api.PostAnswerAsync("/api/resources", $$"""{"name":"n","indicator":"{{indicator}}","accessTokenTtl":{{ttl}}}""")).Expect(422, "entity.invalid_input");
        var made = (await Api.PostAnswerAsync("/api/resources", new { name = "n", indicator })).Expect(201);
        (await Api.PatchAnswerAsync($"/api/resources/{made.Id}", $$"""{"name":"other","accessTokenTtl":{{ttl}}}""")).Expect(422, "entity.invalid_input");
        Assert.Equal("n", (await Api.GetAnswerAsync($"/api/resources/{made.Id}"))["name"].GetString());
    }

    [Fact]
    public async Task An_indicator_is_used_once_also_by_many_at_once()
    {
        var indicator = ResourceCalls.NewIndicator();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync("/api/resources", new { name = "n", indicator })));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "resource.resource_identifier_in_use"));
    }

    [Fact]
    public async Task Name_and_lifetime_change_and_the_indicator_never()
    {
        var made = await Api.NewResourceAsync();
        var changed = (await Api.PatchAnswerAsync($"/api/resources/{made.Id}", new { name = "other", accessTokenTtl = 60, indicator = "x", isDefault = true })).Expect(200);
        Assert.Equal(
            $$"""{"tenantId":"default","id":"{{made.Id}}","name":"other","indicator":"{{made["indicator"].GetString()}}","isDefault":false,"accessTokenTtl":60}""", changed.Text);
        (await Api.PatchAnswerAsync($"/api/resources/{made.Id}", """{"indicator":"x"}""")).Expect(422, "entity.invalid_input");
        (await Api.PatchAnswerAsync($"/api/resources/{made.Id}", """{"name":""}""")).Expect(400, "guard.invalid_input");
        Assert.Equal(changed.Text, (await Api.GetAnswerAsync($"/api/resources/{made.Id}")).Text);
    }

    [Fact]
    public async Task An_unknown_resource_is_not_found()
    {
        (await Api.GetAnswerAsync("/api/resources/unknown")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync("/api/resources/unknown", "{}")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync("/api/resources/unknown")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync("/api/resources/unknown/is-default", """{"isDefault":true}""")).Expect(404, "entity.not_exists");
        (await Api.PatchAnswerAsync("/api/resources/unknown/is-default", """{"isDefault":false}""")).Expect(404, "entity.not_exists_with_id");
        foreach (var bad in (string[])["{}", """{"isDefault":null}""", """{"isDefault":"true"}"""])
            (await Api.PatchAnswerAsync("/api/resources/unknown/is-default", bad)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task The_Management_API_stays_as_it_is()
    {
        foreach (var id in (string[])[ResourceCalls.Management, (await Api.PostAnswerAsync("/api/resources", new { name = "n", indicator = $"https://{TestServer.Unique()}.logto.app/api" })).Expect(201).Id])
        {
            var before = (await Api.GetAnswerAsync($"/api/resources/{id}")).Expect(200).Text;
            (await Api.PatchAnswerAsync($"/api/resources/{id}", """{"name":"mine"}""")).Expect(400, "resource.cannot_modify_management_api");
            (await Api.PatchAnswerAsync($"/api/resources/{id}", "{}")).Expect(400, "resource.cannot_modify_management_api");
            (await Api.DeleteAnswerAsync($"/api/resources/{id}")).Expect(400, "resource.cannot_delete_management_api");
            Assert.Equal(before, (await Api.GetAnswerAsync($"/api/resources/{id}")).Text);
        }
    }

    [Fact]
    public async Task The_list_is_whole_unless_a_page_is_asked_for_and_shows_scopes_on_request()
    {
        var made = await Api.NewResourceAsync();
        var (one, two) = (await Api.NewScopeAsync(made.Id), await Api.NewScopeAsync(made.Id));
        var whole = await Api.GetAnswerAsync("/api/resources");
        Assert.Null(whole.Header("Total-Number"));
        Assert.Contains(made.Id, whole.Ids());
        Assert.DoesNotContain("\"scopes\"", whole.Text, StringComparison.Ordinal);
        var detailed = (await Api.GetAnswerAsync("/api/resources?includeScopes=yes")).Expect(200).Json.EnumerateArray().Single(row => row.GetProperty("id").GetString() == made.Id);
        Assert.Equal([one.Text, two.Text], detailed.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetRawText()));
        Assert.DoesNotContain("\"scopes\"", (await Api.GetAnswerAsync("/api/resources?includeScopes=no")).Text, StringComparison.Ordinal);
        var page = await Api.GetAnswerAsync("/api/resources?page_size=1&includeScopes=1");
        Assert.Single(page.Ids());
        Assert.True(int.Parse(page.Header("Total-Number")!, System.Globalization.CultureInfo.InvariantCulture) > 1);
        Assert.Empty((await Api.GetAnswerAsync("/api/resources?page=100000")).Ids());
        (await Api.GetAnswerAsync("/api/resources?page=0")).Expect(400, "guard.invalid_pagination");
        (await Api.GetAnswerAsync("/api/resources?includeScopes=1&includeScopes=1")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_deleted_resource_takes_its_scopes_along()
    {
        var made = await Api.NewResourceAsync();
        var scope = await Api.NewScopeAsync(made.Id);
        var role = await Api.NewRoleOfAsync("MachineToMachine", scope.Id);
        var machine = await Server.NewMachineAsync(role.Id);
        var (indicator, name) = (made["indicator"].GetString()!, scope["name"].GetString()!);
        Assert.Equal(name, await Server.ScopeOfMachineAsync(machine, indicator, name));
        Assert.Equal("", (await Api.DeleteAnswerAsync($"/api/resources/{made.Id}")).Expect(204).Text);
        (await Api.DeleteAnswerAsync($"/api/resources/{made.Id}")).Expect(404, "entity.not_exists_with_id");
        Assert.Empty((await Api.GetAnswerAsync($"/api/roles/{role.Id}/scopes")).Ids());
        (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "client_credentials"), ("client_id", machine), ("client_secret", Authorized.Secret), ("resource", indicator)))).ExpectError(400, "invalid_target");
    }

    [Fact]
    public async Task A_changed_lifetime_holds_for_the_next_token()
    {
        var made = await Api.NewResourceAsync();
        var machine = await Server.NewMachineAsync((await Api.NewRoleOfAsync("MachineToMachine")).Id);
        (await Api.PatchAnswerAsync($"/api/resources/{made.Id}", """{"accessTokenTtl":77}""")).Expect(200);
        var token = (await Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "client_credentials"), ("client_id", machine), ("client_secret", Authorized.Secret), ("resource", made["indicator"].GetString()!)))).Expect(200);
        Assert.Equal(77, token["expires_in"].GetInt32());
    }
}
