using System.Text.Json;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.WellKnown;

/// <summary>contract/management-misc.md 11: the sign-in experience as everybody sees it.</summary>
public sealed class PublicExperienceTests(ReachableServer own) : IClassFixture<ReachableServer>
{
    [Fact]
    public async Task The_document_has_the_row_without_what_only_administrators_see_and_more_behind_it()
    {
        var row = (await own.Server.Api.GetAnswerAsync("/api/sign-in-exp")).Expect(200);
        var document = await DocumentAsync("");
        string[] hidden = ["emailBlocklistPolicy", "forgotPasswordMethods"];
        Assert.Equal(
            [.. Names(row.Json).Except(hidden), "socialConnectors", "ssoConnectors", "forgotPassword", "isDevelopmentTenant", "customProfileFields", "customProfileFieldCatalog"],
            Names(document.Json));
        Assert.Equal("""{"phone":false,"email":false}""", document["forgotPassword"].GetRawText());
        Assert.False(document["isDevelopmentTenant"].GetBoolean());
        Assert.Equal(document.Text, (await own.Server.Anonymous.GetAnswerAsync("/api/.well-known/experience?appId=unknown&organizationId=unknown")).Expect(200).Text);
        Assert.Null(document.Header("Access-Control-Allow-Origin"));
        (await own.Server.Anonymous.PostAnswerAsync("/api/.well-known/sign-in-exp")).Expect(405);
    }

    [Fact]
    public async Task What_administrators_change_shows_at_once()
    {
        (await own.Server.Api.PostAnswerAsync("/api/custom-profile-fields/batch", """[{"name":"a","type":"Text","required":true},{"name":"b","type":"Text","required":true}]""")).Expect(201);
        (await own.Server.Api.PatchAnswerAsync("/api/sign-in-exp", """{"signUpProfileFields":[{"name":"b"}],"forgotPasswordMethods":["EmailVerificationCode"]}""")).Expect(200);
        var document = await DocumentAsync("");
        Assert.Equal(["b"], document["customProfileFields"].EnumerateArray().Select(field => field.GetProperty("name").GetString()!));
        Assert.Equal(["a", "b"], document["customProfileFieldCatalog"].EnumerateArray().Select(field => field.GetProperty("name").GetString()!));
        Assert.Equal("""{"phone":false,"email":true}""", document["forgotPassword"].GetRawText());
        (await own.Server.Api.PatchAnswerAsync("/api/sign-in-exp", """{"signUpProfileFields":null,"forgotPasswordMethods":null}""")).Expect(200);
        Assert.Equal("""{"phone":true,"email":true}""", (await DocumentAsync(""))["forgotPassword"].GetRawText());
        (await own.Server.Api.PatchAnswerAsync("/api/sign-in-exp", """{"forgotPasswordMethods":[]}""")).Expect(200);
    }

    [Fact]
    public async Task An_organization_dresses_the_pages_member_by_member()
    {
        var id = TestServer.Unique()[..12];
        await own.Server.InDatabaseAsync(db =>
        {
            db.Organizations.Add(new Organization
            {
                TenantId = db.TenantId, Id = id, Name = "Acme", CreatedAt = DateTime.UnixEpoch, CustomCss = "h1{}",
                Color = JsonText.FromStored("""{"primaryColor":"#010203"}"""), Branding = JsonText.FromStored("""{"logoUrl":"https://acme.test/logo"}"""),
            });
            return db.SaveChangesAsync();
        });
        var plain = await DocumentAsync("");
        var dressed = await DocumentAsync($"?organizationId={id}");
        Assert.Equal("#010203", dressed["color"].GetProperty("primaryColor").GetString());
        Assert.Equal(plain["color"].GetProperty("darkPrimaryColor").GetString(), dressed["color"].GetProperty("darkPrimaryColor").GetString());
        Assert.Equal("https://acme.test/logo", dressed["branding"].GetProperty("logoUrl").GetString());
        Assert.Equal("h1{}", dressed["customCss"].GetString());
        Assert.Equal(JsonValueKind.Null, plain["customCss"].ValueKind);
    }

    [Fact]
    public async Task An_organization_stands_over_an_application_over_the_tenant()
    {
        var api = own.Server.Api;
        var app = (await api.PostAnswerAsync("/api/applications", new { name = "dressed", type = "SPA" })).Expect(200);
        (await api.PutAnswerAsync($"/api/applications/{app.Id}/sign-in-experience", """
            {"color":{"primaryColor":"#111111","darkPrimaryColor":"#222222"},"branding":{"logoUrl":"https://app.test/logo","favicon":"https://app.test/icon"},
             "customCss":"h2{}","termsOfUseUrl":"https://app.test/terms","displayName":"Dressed"}
            """)).Expect(201);
        var organization = (await api.PostAnswerAsync("/api/organizations", """{"name":"Acme","color":{"primaryColor":"#333333"},"branding":{"logoUrl":"https://org.test/logo"}}""")).Expect(201);

        var dressed = await DocumentAsync($"?appId={app.Id}&organizationId={organization.Id}");
        var (color, branding) = (dressed["color"], dressed["branding"]);
        Assert.Equal(("#333333", "#222222"), (color.GetProperty("primaryColor").GetString(), color.GetProperty("darkPrimaryColor").GetString()));
        Assert.False(color.GetProperty("isDarkModeEnabled").GetBoolean());
        Assert.Equal(("https://org.test/logo", "https://app.test/icon"), (branding.GetProperty("logoUrl").GetString(), branding.GetProperty("favicon").GetString()));
        Assert.Equal("h2{}", dressed["customCss"].GetString());
        // Terms of an application are for its consent page.
        Assert.Equal(JsonValueKind.Null, dressed["termsOfUseUrl"].ValueKind);
    }

    [Fact]
    public async Task Only_the_administrators_endpoint_tells_where_users_sign_in()
    {
        foreach (var id in (string[])["default", "admin", "any"])
            Assert.Equal($$"""{"user":"{{TestServer.Endpoint}}/"}""", (await own.Server.AdminApi.GetAnswerAsync("/api/.well-known/endpoints/" + id)).Expect(200).Text);
        var absent = (await own.Server.Anonymous.GetAnswerAsync("/api/.well-known/endpoints/default")).Expect(404);
        Assert.Equal(("Not Found", "text/plain; charset=utf-8"), (absent.Text, absent.Header("Content-Type")));
    }

    [Fact]
    public async Task Hasura_learns_who_bears_a_token_and_whether_they_have_the_role()
    {
        const string path = "/api/authn/hasura?resource=https://default.logto.app/api";
        Assert.Equal("{}", (await AskAsync(path)).Expect(200).Text);
        Assert.Equal("""{"X-Hasura-Role":"guest"}""", (await AskAsync(path + "&unauthorizedRole=guest", ("expected-role", "editor"))).Expect(200).Text);
        Assert.Equal("{}", (await AskAsync(path, ("Authorization", "Bearer nonsense"), ("expected-role", "editor"))).Expect(200).Text);
        (await AskAsync("/api/authn/hasura")).Expect(400, "guard.invalid_input");
        (await AskAsync("/api/authn/hasura?resource=")).Expect(400, "guard.invalid_input");

        // An application has a token but no role of users.
        var machine = ("Authorization", "Bearer " + await own.Server.TokenAsync());
        (await AskAsync(path, machine, ("expected-role", "editor"))).Expect(401, "auth.expected_role_not_found");
        (await AskAsync(path, machine)).Expect(401, "auth.expected_role_not_found");
        Assert.Equal("""{"X-Hasura-Role":"guest"}""", (await AskAsync(path + "&unauthorizedRole=guest", machine, ("expected-role", "editor"))).Expect(200).Text);
    }

    [Fact]
    public async Task Hasura_hears_of_a_users_role_while_the_user_is_not_suspended()
    {
        const string resource = "https://default.logto.app/api";
        var user = await own.Server.Api.NewUserAsync();
        var name = TestServer.Unique("role");
        var roleId = await own.Server.NewRoleAsync(name: name);
        (await own.Server.Api.PostAnswerAsync($"/api/users/{user.Id}/roles", new { roleIds = new[] { roleId } })).Expect(201);
        var token = ("Authorization", "Bearer " + (await TokenForge.OfAsync(own.Server)).Make(claims => claims["sub"] = user.Id));
        var path = $"/api/authn/hasura?resource={resource}";
        Assert.Equal($$"""{"X-Hasura-User-Id":"{{user.Id}}","X-Hasura-Role":"{{name}}"}""", (await AskAsync(path, token, ("expected-role", name))).Expect(200).Text);
        (await AskAsync(path, token, ("expected-role", "editor"))).Expect(401, "auth.expected_role_not_found");
        Assert.Equal("{}", (await AskAsync(path + "x", token, ("expected-role", name))).Expect(200).Text);
        (await own.Server.Api.PatchAnswerAsync($"/api/users/{user.Id}/is-suspended", new { isSuspended = true })).Expect(200);
        (await AskAsync(path, token, ("expected-role", name))).Expect(401, "auth.expected_role_not_found");
    }

    private Task<Answer> AskAsync(string path, params (string, string)[] headers) => own.Server.Anonymous.SendAnswerAsync(HttpMethod.Get, path, null, headers);

    private async Task<Answer> DocumentAsync(string query) => (await own.Server.Anonymous.GetAnswerAsync("/api/.well-known/sign-in-exp" + query)).Expect(200);

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(member => member.Name);
}
