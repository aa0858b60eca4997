using System.Text.RegularExpressions;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>Values for the parameters of the contract's paths: things that were made for the call.</summary>
internal static partial class WalkPaths
{
    /// <summary>By path; one that is not here has the parameters of the nearest path above it.</summary>
    private static readonly Dictionary<string, Func<Things, Task<string[]>>> Values = new()
    {
        ["/api/applications/{id}"] = async things => [await things.ApplicationAsync()],
        ["/api/applications/{applicationId}"] = async things => [await things.ApplicationAsync()],
        ["/api/applications/{applicationId}/roles/{roleId}"] = async things =>
        {
            var (application, role) = (await things.ApplicationAsync(), await things.RoleAsync("MachineToMachine"));
            await things.MakeAsync($"/api/applications/{application}/roles", new { roleIds = (string[])[role] });
            return [application, role];
        },
        ["/api/applications/{id}/legacy-secret"] = async things => [await things.LegacyApplicationAsync()],
        ["/api/applications/{id}/protected-app-metadata/custom-domains"] = async things => [await things.ProtectedApplicationAsync()],
        ["/api/applications/{id}/protected-app-metadata/custom-domains/{domain}"] = async things =>
        {
            var (application, domain) = (await things.ProtectedApplicationAsync(), TestServer.Unique() + ".test");
            await things.MakeAsync($"/api/applications/{application}/protected-app-metadata/custom-domains", new { domain });
            return [application, domain];
        },
        ["/api/applications/{id}/secrets/{name}"] = async things =>
        {
            var application = await things.ApplicationAsync();
            return [application, await things.SecretAsync(application)];
        },
        ["/api/applications/{applicationId}/user-consent-scopes"] = async things => [await things.ThirdPartyAsync()],
        ["/api/applications/{applicationId}/user-consent-scopes/{scopeType}/{scopeId}"] = async things =>
        {
            var application = await things.ThirdPartyAsync();
            await things.MakeAsync($"/api/applications/{application}/user-consent-scopes", new { userScopes = (string[])["email"] });
            return [application, "user-scopes", "email"];
        },
        ["/api/applications/{applicationId}/sign-in-experience"] = async things =>
        {
            var application = await things.ApplicationAsync("SPA");
            await things.MakeAsync($"/api/applications/{application}/sign-in-experience", new { displayName = "App" }, HttpMethod.Put);
            return [application];
        },
        ["/api/applications/{id}/users/{userId}/consent-organizations"] = async things => [await things.ThirdPartyAsync(), (await things.MemberAsync()).User],
        ["/api/applications/{id}/users/{userId}/consent-organizations/{organizationId}"] = async things =>
        {
            var (application, (organization, user)) = (await things.ThirdPartyAsync(), await things.MemberAsync());
            await things.MakeAsync($"/api/applications/{application}/users/{user}/consent-organizations", new { organizationIds = (string[])[organization] });
            return [application, user, organization];
        },
        ["/api/configs/oidc/{keyType}"] = _ => Task.FromResult<string[]>(["cookie-keys"]),
        ["/api/configs/oidc/{keyType}/{keyId}"] = async things => ["cookie-keys", await things.PreviousKeyAsync("cookie-keys")],
        ["/api/configs/jwt-customizer/{tokenTypePath}"] = async things =>
        {
            await things.MakeAsync("/api/configs/jwt-customizer/access-token", new { script = "" }, HttpMethod.Put);
            return ["access-token"];
        },
        ["/api/configs/actions/{actionType}"] = async things =>
        {
            await things.MakeAsync("/api/configs/actions/action.postSignIn", new { script = "" }, HttpMethod.Put);
            return ["action.postSignIn"];
        },
        ["/api/connectors/{id}"] = async things => [await things.SocialConnectorAsync()],
        ["/api/connectors/{factoryId}/test"] = _ => Task.FromResult<string[]>(["mock-email-service"]),
        ["/api/connectors/{connectorId}/authorization-uri"] = async things => [await things.SocialConnectorAsync()],
        ["/api/connector-factories/{id}"] = _ => Task.FromResult<string[]>(["mock-email-service"]),
        ["/api/resources/{id}"] = async things => [await things.ResourceAsync()],
        ["/api/resources/{resourceId}/scopes"] = async things => [(await things.ScopeAsync()).Resource],
        ["/api/resources/{resourceId}/scopes/{scopeId}"] = async things =>
        {
            var (resource, id) = await things.ScopeAsync();
            return [resource, id];
        },
        ["/api/users/{userId}"] = async things => [await things.UserAsync()],
        ["/api/users/{userId}/roles/{roleId}"] = async things =>
        {
            var (user, role) = (await things.UserAsync(), await things.RoleAsync());
            await things.MakeAsync($"/api/users/{user}/roles", new { roleIds = (string[])[role] });
            return [user, role];
        },
        ["/api/users/{userId}/identities/{target}"] = async things =>
        {
            var user = await things.UserAsync();
            return [user, await things.IdentityAsync(user)];
        },
        ["/api/users/{userId}/sso-identities/{ssoConnectorId}"] = async things =>
        {
            var user = await things.UserAsync();
            return [user, await things.SsoIdentityAsync(user)];
        },
        ["/api/users/{userId}/sessions"] = async things => [(await things.SignedInAsync()).User],
        ["/api/users/{userId}/sessions/{sessionId}"] = async things => await things.SignedInAsync() is var (user, session, _) ? [user, session] : [],
        ["/api/users/{userId}/grants"] = async things => [(await things.SignedInAsync()).User],
        ["/api/users/{userId}/grants/{grantId}"] = async things => await things.SignedInAsync() is var (user, _, grant) ? [user, grant] : [],
        ["/api/users/{userId}/mfa-verifications/{verificationId}"] = async things =>
        {
            var user = await things.UserAsync();
            return [user, await things.SecondFactorAsync(user)];
        },
        ["/api/users/{userId}/personal-access-tokens/{name}"] = async things =>
        {
            var user = await things.UserAsync();
            return [user, await things.TokenNameAsync(user)];
        },
        ["/api/logs/{id}"] = async things => [(await things.MakeAsync("/api/logs?page_size=1", method: HttpMethod.Get)).Json[0].GetProperty("id").GetString()!],
        ["/api/roles/{id}"] = async things => [await things.RoleAsync()],
        ["/api/roles/{id}/users/{userId}"] = async things =>
        {
            var (role, user) = (await things.RoleAsync(), await things.UserAsync());
            await things.MakeAsync($"/api/roles/{role}/users", new { userIds = (string[])[user] });
            return [role, user];
        },
        ["/api/roles/{id}/applications"] = async things => [await things.RoleAsync("MachineToMachine")],
        ["/api/roles/{id}/applications/{applicationId}"] = async things =>
        {
            var (role, application) = (await things.RoleAsync("MachineToMachine"), await things.ApplicationAsync());
            await things.MakeAsync($"/api/roles/{role}/applications", new { applicationIds = (string[])[application] });
            return [role, application];
        },
        ["/api/roles/{id}/scopes/{scopeId}"] = async things =>
        {
            var (role, (_, scope)) = (await things.RoleAsync(), await things.ScopeAsync());
            await things.MakeAsync($"/api/roles/{role}/scopes", new { scopeIds = (string[])[scope] });
            return [role, scope];
        },
        ["/api/custom-phrases/{languageTag}"] = async things => [await things.PhraseAsync()],
        ["/api/domains/{id}"] = async things => [await things.DomainAsync()],
        ["/api/jobs/{jobId}"] = async things => [await things.JobAsync()],
        ["/api/secrets/{id}"] = async things => [await things.TokenSecretAsync(await things.UserAsync())],
        ["/api/hooks/{id}"] = async things => [await things.HookAsync()],
        ["/api/organization-roles/{id}"] = async things => [await things.OrganizationRoleAsync()],
        ["/api/organization-roles/{id}/scopes/{organizationScopeId}"] = async things =>
        {
            var (role, scope) = (await things.OrganizationRoleAsync(), await things.OrganizationScopeAsync());
            await things.MakeAsync($"/api/organization-roles/{role}/scopes", new { organizationScopeIds = (string[])[scope] });
            return [role, scope];
        },
        ["/api/organization-roles/{id}/resource-scopes/{scopeId}"] = async things =>
        {
            var (role, (_, scope)) = (await things.OrganizationRoleAsync(), await things.ScopeAsync());
            await things.MakeAsync($"/api/organization-roles/{role}/resource-scopes", new { scopeIds = (string[])[scope] });
            return [role, scope];
        },
        ["/api/organization-scopes/{id}"] = async things => [await things.OrganizationScopeAsync()],
        ["/api/organization-invitations/{id}"] = async things => [await things.InvitationAsync()],
        ["/api/organizations/{id}"] = async things => [await things.OrganizationAsync()],
        ["/api/organizations/{id}/users/{userId}"] = async things =>
        {
            var (organization, user) = await things.MemberAsync();
            return [organization, user];
        },
        ["/api/organizations/{id}/users/{userId}/roles/{organizationRoleId}"] = async things =>
        {
            var ((organization, user), role) = (await things.MemberAsync(), await things.OrganizationRoleAsync());
            await things.MakeAsync($"/api/organizations/{organization}/users/{user}/roles", new { organizationRoleIds = (string[])[role] });
            return [organization, user, role];
        },
        ["/api/organizations/{id}/applications/{applicationId}"] = async things =>
        {
            var (organization, application) = await things.MemberApplicationAsync();
            return [organization, application];
        },
        ["/api/organizations/{id}/applications/{applicationId}/roles/{organizationRoleId}"] = async things =>
        {
            var ((organization, application), role) = (await things.MemberApplicationAsync(), await things.OrganizationRoleAsync("MachineToMachine"));
            await things.MakeAsync($"/api/organizations/{organization}/applications/{application}/roles", new { organizationRoleIds = (string[])[role] });
            return [organization, application, role];
        },
        ["/api/organizations/{id}/jit/email-domains/{emailDomain}"] = async things =>
        {
            var organization = await things.OrganizationAsync();
            await things.MakeAsync($"/api/organizations/{organization}/jit/email-domains", new { emailDomain = "jit.test" });
            return [organization, "jit.test"];
        },
        ["/api/organizations/{id}/jit/roles/{organizationRoleId}"] = async things =>
        {
            var (organization, role) = (await things.OrganizationAsync(), await things.OrganizationRoleAsync());
            await things.MakeAsync($"/api/organizations/{organization}/jit/roles", new { organizationRoleIds = (string[])[role] });
            return [organization, role];
        },
        ["/api/organizations/{id}/jit/sso-connectors/{ssoConnectorId}"] = async things =>
        {
            var (organization, connector) = (await things.OrganizationAsync(), await things.SsoConnectorAsync());
            await things.MakeAsync($"/api/organizations/{organization}/jit/sso-connectors", new { ssoConnectorIds = (string[])[connector] });
            return [organization, connector];
        },
        ["/api/sso-connectors/{id}"] = async things => [await things.SsoConnectorAsync()],
        ["/api/email-templates/{id}"] = async things => [await things.EmailTemplateAsync()],
        ["/api/one-time-tokens/{id}"] = async things => [(await things.OneTimeTokenAsync()).Id],
        ["/api/custom-profile-fields/{name}"] = async things => [await things.ProfileFieldAsync()],
    };

    /// <summary>The values of a path's parameters in their order; null when nobody said how to make them.</summary>
    public static async Task<string[]?> ValuesOfAsync(string path, Things things)
    {
        var wanted = Parameter().Count(path);
        if (wanted == 0) return [];
        for (var at = path; at.Length > 0; at = at[..at.LastIndexOf('/')])
        {
            if (Parameter().Count(at) < wanted) return null;
            if (Values.TryGetValue(at, out var make)) return await make(things);
        }

        return null;
    }

    public static string Fill(string path, IReadOnlyList<string> values)
    {
        var next = 0;
        return Parameter().Replace(path, _ => Uri.EscapeDataString(values[next++]));
    }

    [GeneratedRegex(@"\{\w+\}")]
    public static partial Regex Parameter();
}
