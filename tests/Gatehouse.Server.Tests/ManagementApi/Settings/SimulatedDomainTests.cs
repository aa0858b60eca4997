using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Tests.ManagementApi.Contract;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Settings;

/// <summary>contract/management-misc.md 6 and management-apps-resources-roles.md 1.9 with the provider of host names that test mode simulates.</summary>
public sealed class SimulatedDomainTests(WalkServer walk) : IClassFixture<WalkServer>
{
    private HttpClient Api => walk.Server.Api;

    [Fact(DisplayName = "Contract misc 6: a domain waits for its verification, is active when it is looked at, and can be deleted")]
    public async Task The_life_of_a_domain()
    {
        var name = TestServer.Unique() + ".test";
        var made = (await Api.PostAnswerAsync("/api/domains", new { domain = name.ToUpperInvariant() })).Expect(201);
        Assert.Equal((name, "PendingVerification"), (made["domain"].GetString(), made["status"].GetString()));
        Assert.Equal($$"""[{"name":"{{name}}","type":"CNAME","value":"gatehouse.test"}]""", made["dnsRecords"].GetRawText());
        (await Api.PostAnswerAsync("/api/domains", new { domain = name })).Expect(422, "domain.domain_in_use");
        Assert.Equal("Active", (await Api.GetAnswerAsync($"/api/domains/{made.Id}")).Expect(200)["status"].GetString());
        Assert.Contains(name, (await Api.GetAnswerAsync("/api/domains")).Expect(200).Text, StringComparison.Ordinal);
        (await Api.DeleteAnswerAsync($"/api/domains/{made.Id}")).Expect(204);
        (await Api.DeleteAnswerAsync($"/api/domains/{made.Id}")).Expect(404, "entity.not_exists_with_id");
        (await Api.GetAnswerAsync($"/api/domains/{made.Id}")).Expect(404, "entity.not_exists_with_id");
    }

    [Theory(DisplayName = "Contract misc 6: the server's own names can't be taken")]
    [InlineData("gatehouse.test")]
    [InlineData("Below.Gatehouse.Test")]
    [InlineData("admin.gatehouse.test")]
    public async Task Names_of_the_server(string name)
    {
        (await Api.PostAnswerAsync("/api/domains", new { domain = name })).Expect(400, "domain.domain_is_not_allowed");
        var application = await walk.Things.ProtectedApplicationAsync();
        (await Api.PostAnswerAsync($"/api/applications/{application}/protected-app-metadata/custom-domains", new { domain = name })).Expect(422, "domain.domain_is_not_allowed");
    }

    [Fact(DisplayName = "Contract misc 6: of 50 requests for one domain one gets it")]
    public async Task One_domain_wanted_by_many()
    {
        var name = TestServer.Unique() + ".test";
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync("/api/domains", new { domain = name })));
        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(422, "domain.domain_in_use"));
    }

    [Fact(DisplayName = "Contract misc 6: cleaning up removes what nobody verified in time and leaves what is active")]
    public async Task Cleaning_up()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { [nameof(GatehouseOptions.TestMode)] = "true" });
        var active = (await server.Api.PostAnswerAsync("/api/domains", new { domain = "active.example" })).Expect(201).Id;
        await server.Api.GetAnswerAsync($"/api/domains/{active}");
        await server.Api.PostAnswerAsync("/api/domains", new { domain = "stale.example" });
        server.Clock.Advance(TimeSpan.FromDays(8));
        server.Api.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync());
        var fresh = (await server.Api.PostAnswerAsync("/api/domains", new { domain = "fresh.example" })).Expect(201).Id;
        var done = (await server.Api.PostAnswerAsync("/api/domains/cleanup", new { staleDays = 7 })).Expect(200);
        Assert.Equal("""{"scannedCount":2,"deletedCount":1,"skippedActiveCount":1,"failedCount":0}""", done.Text);
        Assert.Equal([active, fresh], (await server.Api.GetAnswerAsync("/api/domains")).Expect(200).Json.EnumerateArray().Select(domain => domain.GetProperty("id").GetString()));
    }

    [Fact(DisplayName = "Contract misc 6: verification files are kept as they were sent")]
    public async Task Verification_files()
    {
        var path = $"/api/domains/{await walk.Things.DomainAsync()}/verification-files";
        Assert.Equal("[]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
        const string Files = """[{"path":"/google1.html","content":"it is ours","contentType":"text/plain"},{"path":"/.well-known/apple/site","content":"{\"a\":1}","contentType":"application/json"}]""";
        Assert.Equal(Files, (await Api.PutAnswerAsync(path, $$"""{"verificationFiles":{{Files}}}""")).Expect(200).Text);
        Assert.Equal(Files, (await Api.GetAnswerAsync(path)).Expect(200).Text);
    }

    [Theory(DisplayName = "Contract misc 6: verification files that can't stand at a domain are refused")]
    [InlineData("""[{"path":"/a.json","content":"{","contentType":"application/json"}]""")]
    [InlineData("""[{"path":"/a.txt","content":"","contentType":"text/html"}]""")]
    [InlineData("""[{"path":"/noextension","content":"","contentType":"text/plain"}]""")]
    [InlineData("""[{"path":"/sub/a.txt","content":"","contentType":"text/plain"}]""")]
    [InlineData("""[{"path":"/.well-known/../a.txt","content":"","contentType":"text/plain"}]""")]
    [InlineData("""[{"path":"/a.txt","content":"","contentType":"text/plain"},{"path":"/a.txt","content":"","contentType":"text/plain"}]""")]
    public async Task Verification_files_that_do_not_fit(string files)
    {
        var path = $"/api/domains/{await walk.Things.DomainAsync()}/verification-files";
        (await Api.PutAnswerAsync(path, $$"""{"verificationFiles":{{files}}}""")).Expect(400, "guard.invalid_input");
        Assert.Equal("[]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
    }

    [Fact(DisplayName = "Contract misc 6: more than ten verification files, or too long ones, are refused")]
    public async Task Verification_files_beyond_the_limits()
    {
        var path = $"/api/domains/{await walk.Things.DomainAsync()}/verification-files";
        var many = Enumerable.Range(0, 11).Select(number => new { path = $"/f{number}.txt", content = "", contentType = "text/plain" });
        (await Api.PutAnswerAsync(path, new { verificationFiles = many })).Expect(400, "guard.invalid_input");
        (await Api.PutAnswerAsync(path, new { verificationFiles = many.Take(10) })).Expect(200);
        (await Api.PutAnswerAsync(path, new { verificationFiles = (object[])[new { path = "/f.txt", content = new string('x', 16_385), contentType = "text/plain" }] })).Expect(400, "guard.invalid_input");
    }

    [Fact(DisplayName = "Contract apps 1.9: a protected application gets one domain, with the addresses that belong to it")]
    public async Task The_domain_of_a_protected_application()
    {
        var (first, second, domain) = (await walk.Things.ProtectedApplicationAsync(), await walk.Things.ProtectedApplicationAsync(), TestServer.Unique() + ".test");
        var path = $"/api/applications/{first}/protected-app-metadata/custom-domains";
        Assert.Equal("[]", (await Api.GetAnswerAsync(path)).Expect(200).Text);
        Assert.Equal("PendingVerification", (await Api.PostAnswerAsync(path, new { domain })).Expect(201)["status"].GetString());
        (await Api.PostAnswerAsync(path, new { domain = "b.test" })).Expect(422, "domain.limit_to_one_domain");
        (await Api.PostAnswerAsync(path.Replace(first, second, StringComparison.Ordinal), new { domain })).Expect(422, "domain.hostname_already_exists");
        Assert.Equal("Active", (await Api.GetAnswerAsync(path)).Expect(200).Json[0].GetProperty("status").GetString());
        Assert.Contains($"https://{domain}/sign-in-callback", (await Api.GetAnswerAsync($"/api/applications/{first}")).Expect(200)["oidcClientMetadata"].GetRawText(), StringComparison.Ordinal);
        (await Api.DeleteAnswerAsync($"/api/applications/{first}")).Expect(422, "application.should_delete_custom_domains_first");
        (await Api.DeleteAnswerAsync($"{path}/other.test")).Expect(404, "application.custom_domain_not_found");
        (await Api.DeleteAnswerAsync($"{path}/{domain}")).Expect(204);
        Assert.DoesNotContain(domain, (await Api.GetAnswerAsync($"/api/applications/{first}")).Expect(200).Text, StringComparison.Ordinal);
        (await Api.PostAnswerAsync(path.Replace(first, second, StringComparison.Ordinal), new { domain })).Expect(201);
        (await Api.DeleteAnswerAsync($"/api/applications/{first}")).Expect(204);
    }

    [Fact(DisplayName = "Contract misc 12: client ID metadata documents are off and stay so")]
    public async Task Client_id_metadata_documents()
    {
        (await Api.PatchAnswerAsync("/api/configs/cimd", """{"enabled":true}""")).Expect(422, "oidc.client_metadata_documents_not_supported");
        Assert.Equal("""{"enabled":false}""", (await Api.GetAnswerAsync("/api/configs/cimd")).Expect(200).Text);
    }
}
