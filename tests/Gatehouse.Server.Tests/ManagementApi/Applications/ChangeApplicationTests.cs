using System.Text.Json;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.2: PATCH, DELETE and custom data.</summary>
public sealed class ChangeApplicationTests : ServerTest
{
    [Fact(DisplayName = "Contract apps 1.2: what is sent is replaced, JSON columns as a whole; type and isThirdParty never change")]
    public async Task Replacement()
    {
        var made = await Api.NewApplicationAsync("SPA", ""","description":"d","customData":{"a":1},"customClientMetadata":{"idTokenTtl":5},"oidcClientMetadata":{"redirectUris":["https://a.test/cb"],"postLogoutRedirectUris":[],"logoUri":"l"}""");
        var path = $"/api/applications/{made.Id}";
        Assert.Equal(made.Text, (await Api.PatchAnswerAsync(path, "{}")).Expect(200).Text);
        Assert.Equal(made.Text, (await Api.PatchAnswerAsync(path, """{"type":"Native","isThirdParty":true,"id":"x","secret":"s","protectedAppMetadata":null}""")).Expect(200).Text);
        var changed = (await Api.PatchAnswerAsync(path, """
            {"name":"new","description":"","customData":{"b":2},"customClientMetadata":{"refreshTokenTtl":7},"oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":["b.c:/d"]}}
            """)).Expect(200);
        Assert.Equal(("new", JsonValueKind.Null), (changed["name"].GetString(), changed["description"].ValueKind));
        Assert.Equal("""{"b":2}""", changed["customData"].GetRawText());
        Assert.Equal("""{"refreshTokenTtl":7}""", changed["customClientMetadata"].GetRawText());
        Assert.Equal("""{"redirectUris":[],"postLogoutRedirectUris":["b.c:/d"]}""", changed["oidcClientMetadata"].GetRawText());
        Assert.False(changed.Json.TryGetProperty("isAdmin", out _));
        Assert.Equal(changed.Text[..^1] + ""","isAdmin":false}""", (await Api.GetAnswerAsync(path)).Text);
    }

    [Theory]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"customData":null}""")]
    [InlineData("""{"oidcClientMetadata":{"redirectUris":["javascript:x"],"postLogoutRedirectUris":[]}}""")]
    [InlineData("""{"customClientMetadata":{"isDeviceFlow":1}}""")]
    [InlineData("""{"appLevelAccessControlEnabled":null}""")]
    [InlineData("""{"isAdmin":"true"}""")]
    [InlineData("""{"protectedAppMetadata":{"additionalScopes":["openid"]}}""")]
    [InlineData("""{"protectedAppMetadata":{"pageRules":[{}]}}""")]
    public async Task Bodies_that_do_not_fit_change_nothing(string body)
    {
        var made = await Api.NewApplicationAsync("SPA");
        (await Api.PatchAnswerAsync($"/api/applications/{made.Id}", body)).Expect(400, "guard.invalid_input");
        Assert.StartsWith(made.Text[..^1], (await Api.GetAnswerAsync($"/api/applications/{made.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Contract apps 1.2: device flow is settled when an application is made; leaving it out counts as a change")]
    public async Task Device_flow()
    {
        var plain = $"/api/applications/{(await Api.NewApplicationAsync("Native")).Id}";
        var device = $"/api/applications/{(await Api.NewApplicationAsync("Native", ""","customClientMetadata":{"isDeviceFlow":true}""")).Id}";
        (await Api.PatchAnswerAsync(plain, """{"customClientMetadata":{"isDeviceFlow":true}}""")).Expect(422, "application.device_flow_not_changeable");
        (await Api.PatchAnswerAsync(device, """{"customClientMetadata":{}}""")).Expect(422, "application.device_flow_not_changeable");
        (await Api.PatchAnswerAsync(device, """{"customClientMetadata":{"isDeviceFlow":false}}""")).Expect(422, "application.device_flow_not_changeable");
        (await Api.PatchAnswerAsync(plain, """{"customClientMetadata":{"isDeviceFlow":false}}""")).Expect(200);
        (await Api.PatchAnswerAsync(device, """{"customClientMetadata":{"isDeviceFlow":true,"idTokenTtl":1}}""")).Expect(200);
        (await Api.PatchAnswerAsync(device, """{"name":"n"}""")).Expect(200);
    }

    [Fact]
    public async Task Refusals_between_members()
    {
        var third = await Api.NewThirdPartyAsync();
        (await Api.PatchAnswerAsync($"/api/applications/{third.Id}", """{"customClientMetadata":{"allowTokenExchange":true,"isDeviceFlow":true}}"""))
            .Expect(422, "application.third_party_application_cannot_enable_token_exchange");
        (await Api.PatchAnswerAsync($"/api/applications/{third.Id}", """{"protectedAppMetadata":{}}""")).Expect(400, "application.protected_application_only");
        (await Api.PatchAnswerAsync("/api/applications/nobody", """{"name":"n"}""")).Expect(404, "entity.not_exists_with_id");
        (await Api.PatchAnswerAsync("/api/applications/nobody", "{}")).Expect(404, "entity.not_exists_with_id");
    }

    [Theory(DisplayName = "Contract apps 1.2: isAdmin gives the internal role to an application of any type and takes it; no list shows it")]
    [InlineData("SPA")]
    [InlineData("MachineToMachine")]
    public async Task Administration(string type)
    {
        var path = $"/api/applications/{(await Api.NewApplicationAsync(type)).Id}";
        foreach (var isAdmin in (bool[])[true, true, false, false, true])
        {
            (await Api.PatchAnswerAsync(path, new { isAdmin })).Expect(200);
            Assert.Equal(isAdmin, (await Api.GetAnswerAsync(path))["isAdmin"].GetBoolean());
        }

        if (type != "MachineToMachine") return;
        Assert.Equal("[]", (await Api.GetAnswerAsync(path + "/roles")).Expect(200).Text);
        (await Api.PutAnswerAsync(path + "/roles", """{"roleIds":[]}""")).Expect(200);
        Assert.True((await Api.GetAnswerAsync(path))["isAdmin"].GetBoolean());
    }

    [Fact(DisplayName = "Contract apps 1.2: an application that is made administrator gets Management API tokens at once, and none any more when it is not")]
    public async Task Administration_takes_effect_at_once()
    {
        var app = await Api.NewApplicationAsync("MachineToMachine");
        var secret = (await Api.SecretsAsync(app.Id)).Values.Single();
        Task<Answer> AllAsync() => Server.TokenAnswerAsync(OidcCalls.Form(
            ("grant_type", "client_credentials"), ("client_id", app.Id), ("client_secret", secret), ("resource", OidcCalls.ManagementResource), ("scope", "all")));
        Assert.NotEqual("all", ScopeOf(await AllAsync()));
        (await Api.PatchAnswerAsync($"/api/applications/{app.Id}", """{"isAdmin":true}""")).Expect(200);
        Assert.Equal("all", ScopeOf(await AllAsync()));
        (await Api.PatchAnswerAsync($"/api/applications/{app.Id}", """{"isAdmin":false}""")).Expect(200);
        Assert.NotEqual("all", ScopeOf(await AllAsync()));

        static string? ScopeOf(Answer answer) => answer.Expect(200).Json.TryGetProperty("scope", out var scope) ? scope.GetString() : null;
    }

    [Fact]
    public async Task Without_the_internal_role_nobody_can_be_made_administrator_and_the_admin_tenant_ignores_it()
    {
        await using var server = await TestServer.StartAsync();
        var app = await server.Api.NewApplicationAsync("SPA");
        await server.ChangeAsync(async db => (await db.Roles.SingleAsync(role => role.Id == "admin-role")).Name = "renamed");
        (await server.Api.PatchAnswerAsync($"/api/applications/{app.Id}", """{"isAdmin":true,"name":"never"}""")).Expect(500, "entity.not_exists");
        Assert.Equal(app["name"].GetString(), (await server.Api.GetAnswerAsync($"/api/applications/{app.Id}"))["name"].GetString());
        var token = ("Authorization", "Bearer " + await TokenForge.AdminTokenAsync(server, "m-admin", "https://admin.logto.app/api"));
        (await server.AdminApi.SendAnswerAsync(HttpMethod.Patch, "/api/applications/m-default", """{"isAdmin":true}""", token)).Expect(200);
        Assert.False((await server.AdminApi.SendAnswerAsync(HttpMethod.Get, "/api/applications/m-default", null, token))["isAdmin"].GetBoolean());
    }

    [Fact(DisplayName = "Contract apps 1.2: custom data is the body itself, merged one level deep")]
    public async Task Custom_data()
    {
        var path = $"/api/applications/{(await Api.NewApplicationAsync("SPA", ""","customData":{"a":{"x":1},"b":2}""")).Id}/custom-data";
        Assert.Equal("""{"b":2,"a":{"y":1},"c":[null]}""", (await Api.PatchAnswerAsync(path, """{"a":{"y":1},"c":[null]}""")).Expect(200).Text);
        Assert.Equal("""{"b":2,"a":{"y":1},"c":[null]}""", (await Api.PatchAnswerAsync(path, "{}")).Expect(200).Text);
        (await Api.PatchAnswerAsync(path, "[]")).Expect(400, "guard.invalid_input");
        (await Api.PatchAnswerAsync("/api/applications/nobody/custom-data", """{"a":1}""")).Expect(404, "entity.not_exists");
    }

    [Fact(DisplayName = "Contract apps 1.2: with an application goes what belongs to it, and it gets no tokens any more")]
    public async Task Deletion()
    {
        var app = await Api.NewApplicationAsync("MachineToMachine");
        var path = $"/api/applications/{app.Id}";
        var secret = (await Api.SecretsAsync(app.Id)).Values.Single();
        var role = await Server.NewRoleAsync(RoleType.MachineToMachine);
        var user = await Server.AddUserAsync();
        var place = await Server.AddMembershipAsync(user);
        (await Api.PutAnswerAsync(path + "/roles", new { roleIds = (string[])[role] })).Expect(200);
        (await Api.PutAnswerAsync(path + "/sign-in-experience", "{}")).Expect(201);
        (await Api.PutAnswerAsync(path + "/access-control", new { userIds = (string[])[user], userRoleIds = Array.Empty<string>(), organizationIds = Array.Empty<string>(), organizationRoleRules = Array.Empty<object>() })).Expect(200);
        await Server.ChangeAsync(db =>
        {
            db.Add(new OrganizationApplication { TenantId = "default", OrganizationId = place.OrganizationId, ApplicationId = app.Id });
            db.Add(new EnabledScope { TenantId = "default", ApplicationId = app.Id, Kind = EnabledScopeKind.UserScope, Scope = "email" });
            db.Add(new ConsentedOrganization { TenantId = "default", ApplicationId = app.Id, UserId = user, OrganizationId = place.OrganizationId });
            return Task.CompletedTask;
        });
        (await Server.Anonymous.TokenOfAsync(app.Id, secret)).Expect(200);

        var deleted = (await Api.DeleteAnswerAsync(path)).Expect(204);
        Assert.Equal("", deleted.Text);
        (await Server.Anonymous.TokenOfAsync(app.Id, secret)).ExpectError(400, "invalid_client");
        (await Api.DeleteAnswerAsync(path)).Expect(404, "entity.not_exists_with_id");
        (await Api.GetAnswerAsync(path)).Expect(404, "entity.not_exists_with_id");
        Assert.Equal(0, await Server.InDatabaseAsync(async db =>
            await db.ApplicationSecrets.CountAsync(row => row.ApplicationId == app.Id) + await db.ApplicationRoles.CountAsync(row => row.ApplicationId == app.Id)
            + await db.ApplicationExperiences.CountAsync(row => row.ApplicationId == app.Id) + await db.AccessRules.CountAsync(row => row.ApplicationId == app.Id)
            + await db.OrganizationApplications.CountAsync(row => row.ApplicationId == app.Id) + await db.EnabledScopes.CountAsync(row => row.ApplicationId == app.Id)
            + await db.ConsentedOrganizations.CountAsync(row => row.ApplicationId == app.Id)));
    }

    [Fact(DisplayName = "Contract apps 1.2: a change of the redirect URIs takes effect at the provider at once")]
    public async Task Redirect_uris_take_effect_at_once()
    {
        var app = await Api.NewApplicationAsync("SPA", $$""","oidcClientMetadata":{"redirectUris":["{{Callback}}"],"postLogoutRedirectUris":[]}""");
        (await Server.NewBrowser().GetAsync(AuthUrl(app.Id))).Expect(303);
        (await Server.NewBrowser().GetAsync(AuthUrl(app.Id, ("redirect_uri", "https://new.test/cb")))).Expect(400, "oidc.invalid_redirect_uri");
        (await Api.PatchAnswerAsync($"/api/applications/{app.Id}", """{"oidcClientMetadata":{"redirectUris":["https://new.test/cb"],"postLogoutRedirectUris":[]}}""")).Expect(200);
        (await Server.NewBrowser().GetAsync(AuthUrl(app.Id))).Expect(400, "oidc.invalid_redirect_uri");
        (await Server.NewBrowser().GetAsync(AuthUrl(app.Id, ("redirect_uri", "https://new.test/cb")))).Expect(303);
    }

    [Fact]
    public async Task Merges_at_once_are_all_there_afterwards()
    {
        var path = $"/api/applications/{(await Api.NewApplicationAsync("SPA")).Id}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Api.PatchAnswerAsync(path + "/custom-data", $$"""{"k{{number}}":{{number}}}""")));
        Assert.All(answers, answer => answer.Expect(200));
        Assert.Equal(4, (await Api.GetAnswerAsync(path))["customData"].EnumerateObject().Count());
    }
}
