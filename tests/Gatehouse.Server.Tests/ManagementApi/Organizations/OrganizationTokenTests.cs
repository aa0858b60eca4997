using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using static Gatehouse.Server.Tests.Oidc.OidcCalls;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>What contract/management-organizations.md 2, 3 and 7 change is in the next token (contract/oidc.md 14).</summary>
public sealed class OrganizationTokenTests : ServerTest
{
    private const string Secret = "secret-in-an-organization";

    [Fact]
    public async Task An_application_gets_and_loses_organization_tokens_with_its_place_and_its_roles()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}/applications";
        var mark = TestServer.Unique();
        var (reader, writer) = (await Server.NewTemplateRoleAsync(OrganizationCalls.Machine, scopes: ["read:" + mark]), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine, scopes: ["write:" + mark]));
        var client = await Server.AddClientAsync(secrets: ("s", Secret, null));
        Task<Answer> AskAsync() => Server.TokenAnswerAsync(Form(
            ("grant_type", "client_credentials"), ("client_id", client), ("client_secret", Secret), ("organization_id", organization), ("scope", $"read:{mark} write:{mark}")));
        async Task<string?> ScopeAsync() => (await AskAsync()).Expect(200)["scope"].GetString();

        (await AskAsync()).ExpectError(403, "access_denied");
        (await Api.PostAnswerAsync(path, new { applicationIds = (string[])[client] })).Expect(201);
        Assert.Equal("", await ScopeAsync());
        (await Api.PostAnswerAsync($"{path}/{client}/roles", new { organizationRoleIds = (string[])[reader.Id] })).Expect(201);
        Assert.Equal("read:" + mark, await ScopeAsync());
        (await Api.PostAnswerAsync($"{path}/roles", new { applicationIds = (string[])[client], organizationRoleIds = (string[])[writer.Id] })).Expect(201);
        Assert.Equal($"read:{mark} write:{mark}", await ScopeAsync());
        (await Api.PutAnswerAsync($"{path}/{client}/roles", new { organizationRoleIds = (string[])[writer.Id] })).Expect(204);
        Assert.Equal("write:" + mark, await ScopeAsync());
        (await Api.DeleteAnswerAsync($"{path}/{client}/roles/{writer.Id}")).Expect(204);
        Assert.Equal("", await ScopeAsync());
        (await Api.DeleteAnswerAsync($"{path}/{client}")).Expect(204);
        (await AskAsync()).ExpectError(403, "access_denied");
        (await Api.PutAnswerAsync(path, new { applicationIds = (string[])[client] })).Expect(204);
        Assert.Equal("", await ScopeAsync());
        (await Api.DeleteAnswerAsync("/api/organizations/" + organization)).Expect(204);
        (await AskAsync()).ExpectError(403, "access_denied");
    }

    [Fact]
    public async Task A_member_gets_and_loses_organization_tokens_with_their_place_their_roles_and_the_second_factor()
    {
        var organization = await Api.NewOrganizationAsync();
        var path = $"/api/organizations/{organization}";
        var scope = "read:" + TestServer.Unique();
        var role = await Server.NewTemplateRoleAsync(scopes: [scope]);
        var app = await Authorized.CreateAsync(Server, ApplicationType.Traditional, "openid offline_access urn:logto:scope:organizations",
            resources: new Dictionary<string, string> { ["urn:logto:resource:organizations"] = scope });
        var token = await app.RefreshTokenAsync();
        Task<Answer> AskAsync() => app.RefreshAsync(token, ("organization_id", organization));

        (await AskAsync()).Expect(403, "oidc.access_denied");
        (await Api.PostAnswerAsync(path + "/users", new { userIds = (string[])[app.UserId] })).Expect(201);
        Assert.Equal("", (await AskAsync()).Expect(200)["scope"].GetString());
        (await Api.PostAnswerAsync($"{path}/users/{app.UserId}/roles", new { organizationRoleNames = (string[])[role.Name] })).Expect(201);
        Assert.Equal(scope, (await AskAsync()).Expect(200)["scope"].GetString());
        (await Api.PatchAnswerAsync(path, new { isMfaRequired = true })).Expect(200);
        (await AskAsync()).Expect(403, "oidc.access_denied");
        (await Api.PatchAnswerAsync(path, new { isMfaRequired = false })).Expect(200);
        (await Api.DeleteAnswerAsync($"{path}/users/{app.UserId}/roles/{role.Id}")).Expect(204);
        Assert.Equal("", (await AskAsync()).Expect(200)["scope"].GetString());
        (await Api.DeleteAnswerAsync($"{path}/users/{app.UserId}")).Expect(204);
        (await AskAsync()).Expect(403, "oidc.access_denied");
    }
}
