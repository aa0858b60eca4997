using Gatehouse.Server.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.5.</summary>
public sealed class ConsentScopeTests : ServerTest
{
    private const string Nothing = """{"organizationScopes":[],"resourceScopes":[],"organizationResourceScopes":[],"userScopes":[]}""";

    private async Task<string> PathAsync() => $"/api/applications/{(await Api.NewThirdPartyAsync()).Id}/user-consent-scopes";

    [Fact(DisplayName = "Contract apps 1.5: scopes of each kind are enabled, shown with names, and disabled")]
    public async Task Each_kind()
    {
        var path = await PathAsync();
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Expect(200).Text);
        var (resource, indicator, scope) = await Server.NewScopeAsync();
        var (_, _, inOrganization) = await Server.NewScopeAsync("write");
        var organizationScope = await Server.NewOrganizationScopeAsync();
        var body = new
        {
            organizationScopes = (string[])[organizationScope], resourceScopes = (string[])[scope, scope],
            organizationResourceScopes = (string[])[inOrganization], userScopes = (string[])["email", "profile", "urn:logto:scope:sessions"],
        };
        var made = (await Api.PostAnswerAsync(path, body)).Expect(201);
        Assert.Equal(("Created", "text/plain; charset=utf-8"), (made.Text, made.Header("Content-Type")));
        (await Api.PostAnswerAsync(path, body)).Expect(201);
        var shown = (await Api.GetAnswerAsync(path)).Expect(200);
        Assert.Equal(["organizationScopes", "resourceScopes", "organizationResourceScopes", "userScopes"], OidcCalls.Members(shown.Json));
        Assert.Equal(organizationScope, shown["organizationScopes"].EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Equal(
            $$"""[{"resource":{"id":"{{resource}}","name":"Resource {{resource}}","indicator":"{{indicator}}"},"scopes":[{"id":"{{scope}}","name":"read","description":"may read"}]}]""",
            shown["resourceScopes"].GetRawText());
        Assert.Equal("write", shown["organizationResourceScopes"][0].GetProperty("scopes")[0].GetProperty("name").GetString());
        Assert.Equal("""["profile","email","urn:logto:scope:sessions"]""", shown["userScopes"].GetRawText());

        foreach (var (type, id) in ((string, string)[])
            [("organization-scopes", organizationScope), ("resource-scopes", scope), ("organization-resource-scopes", inOrganization), ("user-scopes", "email"), ("user-scopes", "profile"), ("user-scopes", "urn:logto:scope:sessions")])
            await DisableAsync(type, id);
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Text);

        async Task DisableAsync(string type, string id)
        {
            (await Api.DeleteAnswerAsync($"{path}/{type}/{id}")).Expect(204);
            (await Api.DeleteAnswerAsync($"{path}/{type}/{id}")).Expect(404, "entity.not_found");
        }
    }

    [Fact(DisplayName = "Contract apps 1.5: an unknown id is told by its kind, and nothing of the request is stored")]
    public async Task Unknown_ids()
    {
        var path = await PathAsync();
        var (_, _, scope) = await Server.NewScopeAsync();
        var answer = (await Api.PostAnswerAsync(path, new
        {
            organizationScopes = (string[])["o"], resourceScopes = (string[])[scope, "r"], organizationResourceScopes = (string[])["x", "y"], userScopes = (string[])["email"],
        })).Expect(422, "application.user_consent_scopes_not_found");
        Assert.Equal("""{"invalidOrganizationScopes":["o"],"invalidResourceScopes":["r"],"invalidOrganizationResourceScopes":["x","y"]}""", answer["data"].GetRawText());
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Text);
    }

    [Fact(DisplayName = "Contract apps 1.5: scopes of the Management API are for no third party")]
    public async Task Management_api()
    {
        var path = await PathAsync();
        foreach (var member in (string[])["resourceScopes", "organizationResourceScopes"])
        {
            (await Api.PostAnswerAsync(path, $$"""{"{{member}}":["management-api-all"]}""")).Expect(422, "application.consent_management_api_scopes_not_allowed");
        }

        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Text);
    }

    [Theory(DisplayName = "Contract apps 1.5: nothing to add is no change")]
    [InlineData("{}")]
    [InlineData("""{"userScopes":[]}""")]
    [InlineData("""{"organizationScopes":[],"resourceScopes":[],"organizationResourceScopes":[]}""")]
    public async Task Nothing_to_add(string body) => (await Api.PostAnswerAsync(await PathAsync(), body)).Expect(201);

    [Theory]
    [InlineData("""{"userScopes":["openid"]}""")]
    [InlineData("""{"userScopes":["offline_access"]}""")]
    [InlineData("""{"userScopes":"email"}""")]
    [InlineData("""{"resourceScopes":[""]}""")]
    [InlineData("""{"organizationScopes":null}""")]
    public async Task Bodies_that_do_not_fit(string body) => (await Api.PostAnswerAsync(await PathAsync(), body)).Expect(400, "guard.invalid_input");

    [Fact]
    public async Task Other_applications_and_other_kinds()
    {
        var ours = $"/api/applications/{(await Api.NewApplicationAsync("SPA")).Id}/user-consent-scopes";
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(ours)).Expect(200).Text);
        (await Api.PostAnswerAsync(ours, """{"userScopes":["email"]}""")).Expect(422, "application.third_party_application_only");
        (await Api.DeleteAnswerAsync(ours + "/user-scopes/email")).Expect(404, "entity.not_found");
        (await Api.DeleteAnswerAsync(ours + "/other-scopes/email")).Expect(400, "guard.invalid_input");
        (await Api.GetAnswerAsync("/api/applications/nobody/user-consent-scopes")).Expect(404, "entity.not_exists_with_id");
        (await Api.PostAnswerAsync("/api/applications/nobody/user-consent-scopes", "{}")).Expect(404, "entity.not_exists_with_id");
        (await Api.DeleteAnswerAsync("/api/applications/nobody/user-consent-scopes/user-scopes/email")).Expect(404, "entity.not_exists_with_id");
    }

    [Fact]
    public async Task A_scope_that_is_gone_is_not_shown()
    {
        var path = await PathAsync();
        var (_, _, scope) = await Server.NewScopeAsync();
        (await Api.PostAnswerAsync(path, new { resourceScopes = (string[])[scope] })).Expect(201);
        await Server.ChangeAsync(db => db.Scopes.Where(row => row.Id == scope).ExecuteDeleteAsync());
        Assert.Equal(Nothing, (await Api.GetAnswerAsync(path)).Text);
    }

    [Fact(DisplayName = "Contract apps 1.5, oidc 20: what a third party may ask for changes at the provider at once")]
    public async Task Takes_effect_at_once()
    {
        var app = (await Api.NewThirdPartyAsync()).Id;
        var path = $"/api/applications/{app}/user-consent-scopes";
        async Task<bool> MayAskAsync() => !(await Server.NewBrowser().GetAsync(AuthUrl(app, ("scope", "openid email")))).Expect(303).Header("Location")!.Contains("error=invalid_scope", StringComparison.Ordinal);
        Assert.False(await MayAskAsync());
        (await Api.PostAnswerAsync(path, """{"userScopes":["email"]}""")).Expect(201);
        Assert.True(await MayAskAsync());
        (await Api.DeleteAnswerAsync(path + "/user-scopes/email")).Expect(204);
        Assert.False(await MayAskAsync());
    }

    [Fact]
    public async Task The_same_scopes_at_once_are_enabled_once()
    {
        var path = await PathAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync(path, """{"userScopes":["email","phone"]}""")));
        Assert.All(answers, answer => answer.Expect(201));
        Assert.Equal("""["email","phone"]""", (await Api.GetAnswerAsync(path))["userScopes"].GetRawText());
    }
}
