using Gatehouse.Server.Data;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>contract/management-organizations.md 4: the effect of just-in-time provisioning, as a registration will have it.</summary>
public sealed class JoinJustInTimeTests : ServerTest
{
    private Task<IReadOnlyList<string>> JoinAsync(string userId, string email) => JoinAsync(userId, join => join.ByEmailDomainAsync(userId, email, CancellationToken.None));

    private async Task<IReadOnlyList<string>> JoinAsync(string userId, Func<JoinJustInTime, Task<IReadOnlyList<string>>> how)
    {
        using var scope = Server.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "default";
        var (work, join) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<JoinJustInTime>());
        var joined = await work.WriteAsync<IReadOnlyList<string>>("Change.User.Provisioned", userId,
            async () => new List<string>(await how(join)), CancellationToken.None);
        Assert.True(joined.TryGet(out var organizations, out _));
        return organizations;
    }

    private async Task<string> NewOrganizationAsync(string domain, params string[] organizationRoleIds)
    {
        var organization = await Api.NewOrganizationAsync();
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/jit/email-domains", new { emailDomain = domain })).Expect(201);
        (await Api.PutAnswerAsync($"/api/organizations/{organization}/jit/roles", new { organizationRoleIds })).Expect(204);
        return organization;
    }

    [Fact]
    public async Task A_user_joins_every_organization_of_the_domain_with_its_default_roles_for_users()
    {
        var domain = TestServer.Unique() + ".test";
        var (role, machine) = (await Server.NewTemplateRoleAsync(), await Server.NewTemplateRoleAsync(OrganizationCalls.Machine));
        var (one, two) = (await NewOrganizationAsync(domain, role.Id, machine.Id), await NewOrganizationAsync(domain));
        await NewOrganizationAsync("sub." + domain, role.Id);
        var user = (await Api.NewUserAsync()).Id;
        Assert.Equal(((string[])[one, two]).Order(StringComparer.Ordinal), await JoinAsync(user, "a@b@" + domain));
        Assert.Equal([role.Id], await Api.ListedAsync($"/api/organizations/{one}/users/{user}/roles"));
        Assert.Empty(await Api.ListedAsync($"/api/organizations/{two}/users/{user}/roles"));
        Assert.Equal(2, (await Api.GetAnswerAsync($"/api/users/{user}/organizations")).Expect(200).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_member_keeps_the_roles_that_they_have_and_case_counts()
    {
        var domain = TestServer.Unique() + ".test";
        var role = await Server.NewTemplateRoleAsync();
        var organization = await NewOrganizationAsync(domain, role.Id);
        var member = await Api.NewMemberAsync(organization);
        Assert.Empty(await JoinAsync(member, "a@" + domain));
        Assert.Empty(await Api.ListedAsync($"/api/organizations/{organization}/users/{member}/roles"));
        Assert.Empty(await JoinAsync((await Api.NewUserAsync()).Id, "a@" + domain.ToUpperInvariant()));
        Assert.Empty(await JoinAsync((await Api.NewUserAsync()).Id, "a@elsewhere.test"));
    }

    [Fact]
    public async Task Whoever_comes_through_an_enterprise_connector_joins_what_it_leads_into()
    {
        var connector = (await Api.PostAnswerAsync("/api/sso-connectors", new { providerName = "SAML", connectorName = TestServer.Unique("sso") })).Expect(200).Id;
        var role = await Server.NewTemplateRoleAsync();
        var organization = await NewOrganizationAsync(TestServer.Unique() + ".test", role.Id);
        (await Api.PostAnswerAsync($"/api/organizations/{organization}/jit/sso-connectors", new { ssoConnectorIds = (string[])[connector] })).Expect(201);
        var user = (await Api.NewUserAsync()).Id;
        Assert.Equal([organization], await JoinAsync(user, join => join.BySsoConnectorAsync(user, connector, CancellationToken.None)));
        Assert.Equal([role.Id], await Api.ListedAsync($"/api/organizations/{organization}/users/{user}/roles"));
        Assert.Empty(await JoinAsync(user, join => join.BySsoConnectorAsync(user, "unknown", CancellationToken.None)));
    }

    [Fact]
    public async Task An_administrator_who_makes_or_changes_a_user_provisions_nothing()
    {
        var domain = TestServer.Unique() + ".test";
        var organization = await NewOrganizationAsync(domain);
        var user = (await Api.NewUserAsync(new { primaryEmail = "ann@" + domain })).Id;
        (await Api.PatchAnswerAsync($"/api/users/{user}", new { primaryEmail = "bea@" + domain })).Expect(200);
        Assert.Empty(await Api.ListedAsync($"/api/organizations/{organization}/users"));
    }
}
