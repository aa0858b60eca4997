using Gatehouse.Server.ManagementApi;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>An organization of one tenant is nothing in another, by whatever route.</summary>
public sealed class OrganizationIsolationTests : ServerTest
{
    /// <summary>Every route that names an organization or an invitation; a new one is here by itself.</summary>
    public static TheoryData<string, string> Routes { get; } = new(ManagementApiModule.Routes().Paths
        .Where(path => path.Pattern.StartsWith("/organizations/{id}", StringComparison.Ordinal) || path.Pattern.StartsWith("/organization-invitations/{id}", StringComparison.Ordinal))
        .SelectMany(path => path.Operations.Select(operation => (operation.Method, path.Pattern))));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task An_organization_of_the_admin_tenant_is_not_found_by_way_of_default(string method, string pattern)
    {
        var token = "Bearer " + await TokenForge.AdminTokenAsync(Server, "m-admin", "https://admin.logto.app/api");
        Task<Answer> Admin(HttpMethod verb, string path, object? body = null) => Server.AdminApi.SendAnswerAsync(verb, path, body, ("Authorization", token));
        var organization = (await Admin(HttpMethod.Post, "/api/organizations", new { name = "theirs" })).Expect(201);
        var user = (await Admin(HttpMethod.Post, "/api/users", "{}")).Expect(200).Id;
        (await Admin(HttpMethod.Post, $"/api/organizations/{organization.Id}/users", new { userIds = (string[])[user] })).Expect(201);
        (await Admin(HttpMethod.Post, $"/api/organizations/{organization.Id}/jit/email-domains", new { emailDomain = "a.test" })).Expect(201);
        var invitation = (await Admin(HttpMethod.Post, "/api/organization-invitations", new
        {
            invitee = "a@b.test", organizationId = organization.Id, expiresAt = Server.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
        })).Expect(201);

        var id = pattern.StartsWith("/organizations", StringComparison.Ordinal) ? organization.Id : invitation.Id;
        var path = "/api" + pattern.Replace("{id}", id, StringComparison.Ordinal).Replace("{userId}", user, StringComparison.Ordinal)
            .Replace("{emailDomain}", "a.test", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        var role = await Server.NewTemplateRoleAsync();
        var ours = (await Api.PostAnswerAsync("/api/users", "{}")).Expect(200).Id;
        var (users, roles) = ((string[])[ours], (string[])[role.Id]);
        var answer = await Api.SendAnswerAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : new
        {
            name = "intruder", userIds = users, organizationRoleIds = roles, applicationIds = (string[])[TestServer.ApplicationId], emailDomain = "b.test", emailDomains = (string[])["b.test"],
            ssoConnectorIds = (string[])["c"], status = "Revoked",
        });
        if (method == "GET" && (int)answer.Status == 200) Assert.Equal("[]", answer.Text);
        else Assert.True((int)answer.Status is 404 or 422, $"{answer.Status}: {answer.Text}");

        Assert.Equal(organization.Text, (await Admin(HttpMethod.Get, "/api/organizations/" + organization.Id)).Expect(200).Text);
        Assert.Equal(1, (await Admin(HttpMethod.Get, $"/api/organizations/{organization.Id}/users")).Expect(200).Json.GetArrayLength());
        Assert.Equal(1, (await Admin(HttpMethod.Get, $"/api/organizations/{organization.Id}/jit/email-domains")).Expect(200).Json.GetArrayLength());
        Assert.Equal(invitation.Text, (await Admin(HttpMethod.Get, "/api/organization-invitations/" + invitation.Id)).Expect(200).Text);
    }
}
