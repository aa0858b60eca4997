using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>contract/management-apps-resources-roles.md 1.2 and 1.9: protected applications, which only test mode can make.</summary>
public sealed class ProtectedApplicationTests : ServerTest
{
    private static Task<TestServer> InTestModeAsync() => TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" });

    private static object Body(string subDomain) => new { name = "p", type = "Protected", protectedAppMetadata = new { subDomain, origin = "not even a url" } };

    [Fact(DisplayName = "Contract apps 1.2: in test mode a protected application is made without a provider; its host is nobody else's")]
    public async Task Made_in_test_mode()
    {
        await using var server = await InTestModeAsync();
        var made = (await server.Api.PostAnswerAsync("/api/applications", Body("my-app"))).Expect(200);
        Assert.Equal(
            """{"host":"my-app.","origin":"not even a url","sessionDuration":1209600,"pageRules":[],"additionalScopes":[]}""", made["protectedAppMetadata"].GetRawText());
        Assert.Equal("""{"redirectUris":["https://my-app./sign-in-callback"],"postLogoutRedirectUris":["https://my-app."]}""", made["oidcClientMetadata"].GetRawText());
        Assert.Single(await server.Api.SecretsAsync(made.Id));
        (await server.Api.PostAnswerAsync("/api/applications", Body("My-App"))).Expect(422, "application.protected_application_subdomain_exists");
        (await server.Api.PostAnswerAsync("/api/applications", Body("-"))).Expect(422, "application.invalid_subdomain");

        var path = $"/api/applications/{made.Id}";
        var changed = (await server.Api.PatchAnswerAsync(path, """{"protectedAppMetadata":{"origin":"o","pageRules":[{"path":"/a","x":1}],"additionalScopes":["roles"],"host":"mine"}}""")).Expect(200);
        Assert.Equal(
            """{"host":"my-app.","sessionDuration":1209600,"origin":"o","pageRules":[{"path":"/a"}],"additionalScopes":["roles"]}""", changed["protectedAppMetadata"].GetRawText());
        Assert.Equal("""{"protectedApps":{"defaultDomain":""}}""", (await server.Api.GetAnswerAsync("/api/systems/application")).Expect(200).Text);
        (await server.Api.DeleteAnswerAsync(path)).Expect(204);
        (await server.Api.PostAnswerAsync("/api/applications", Body("my-app"))).Expect(200);
        var made50 = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.Api.PostAnswerAsync("/api/applications", Body("race"))));
        Assert.Single(made50, answer => (int)answer.Status == 200);
        Assert.All(made50.Where(answer => (int)answer.Status != 200), answer => answer.Expect(422, "application.protected_application_subdomain_exists"));
    }

    [Fact(DisplayName = "Contract apps 1.9: domains that customers brought: one at most, and they go before the application")]
    public async Task Custom_domains()
    {
        var id = await NewAsync("""{"host":"h","origin":"o","sessionDuration":1,"pageRules":[],"customDomains":[{"domain":"a.test","status":"Active","errorMessage":null,"dnsRecords":[],"cloudflareData":null}]}""");
        var path = $"/api/applications/{id}";
        Assert.Equal("a.test", (await Api.GetAnswerAsync(path)).Expect(200)["protectedAppMetadata"].GetProperty("customDomains")[0].GetProperty("domain").GetString());
        (await Api.PostAnswerAsync(path + "/protected-app-metadata/custom-domains", """{"domain":"b.test"}""")).Expect(422, "domain.limit_to_one_domain");
        (await Api.PostAnswerAsync(path + "/protected-app-metadata/custom-domains", "{}")).Expect(400, "guard.invalid_input");
        (await Api.DeleteAnswerAsync(path + "/protected-app-metadata/custom-domains/b.test")).Expect(404, "application.custom_domain_not_found");
        (await Api.DeleteAnswerAsync(path + "/protected-app-metadata/custom-domains/a.test")).Expect(501, "domain.not_configured");
        (await Api.GetAnswerAsync(path + "/protected-app-metadata/custom-domains")).Expect(501, "domain.not_configured");
        var bare = await NewAsync("""{"host":"h","origin":"o","sessionDuration":1,"pageRules":[]}""");
        (await Api.PostAnswerAsync($"/api/applications/{bare}/protected-app-metadata/custom-domains", """{"domain":"a.test"}""")).Expect(501, "domain.not_configured");
        (await Api.DeleteAnswerAsync(path)).Expect(422, "application.should_delete_custom_domains_first");
        (await Api.PatchAnswerAsync(path, """{"protectedAppMetadata":{"origin":"x"}}""")).Expect(501, "application.protected_app_not_configured");
        (await Api.PatchAnswerAsync(path, """{"name":"other"}""")).Expect(200);
    }

    [Fact(DisplayName = "Contract apps 1.9: of other applications, and of one whose description is lost")]
    public async Task Others()
    {
        var spa = $"/api/applications/{(await Api.NewApplicationAsync("SPA")).Id}/protected-app-metadata/custom-domains";
        (await Api.GetAnswerAsync(spa)).Expect(422, "application.protected_application_only");
        (await Api.PostAnswerAsync(spa, """{"domain":"a.test"}""")).Expect(422, "application.protected_application_only");
        (await Api.DeleteAnswerAsync(spa + "/a.test")).Expect(422, "application.protected_application_only");
        (await Api.GetAnswerAsync("/api/applications/nobody/protected-app-metadata/custom-domains")).Expect(404, "entity.not_exists_with_id");
        var lost = $"/api/applications/{await NewAsync(null)}";
        (await Api.PatchAnswerAsync(lost, """{"protectedAppMetadata":{"origin":"x"}}""")).Expect(422, "application.protected_application_misconfigured");
        (await Api.GetAnswerAsync(lost + "/protected-app-metadata/custom-domains")).Expect(422, "application.protected_application_misconfigured");
        (await Api.DeleteAnswerAsync(lost)).Expect(204);
    }

    [Fact]
    public async Task The_system_says_that_there_is_no_provider()
    {
        (await Api.GetAnswerAsync("/api/systems/application")).Expect(501, "application.protected_app_not_configured");
        (await Server.Anonymous.GetAnswerAsync("/api/systems/application")).Expect(401);
    }

    private async Task<string> NewAsync(string? metadata)
    {
        var id = await Server.AddClientAsync(ApplicationType.Protected);
        await Server.ChangeAsync(async db => (await db.Applications.SingleAsync(row => row.Id == id)).ProtectedAppMetadata = metadata is null ? null : JsonText.FromStored(metadata));
        return id;
    }
}
