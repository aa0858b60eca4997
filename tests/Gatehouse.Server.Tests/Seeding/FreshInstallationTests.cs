using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Tests.Data;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Gatehouse.Server.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Seeding;

/// <summary>
/// contract/management-apps-resources-roles.md 4, row by row. Deliberate differences: keys are ES256; branding names no product's logos;
/// there is no <c>cloudConnection</c>, because it holds the credentials for a hosted service that does not exist here and nothing reads it.
/// </summary>
public sealed class FreshInstallationTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private readonly TestServer _server = fresh.Server;

    [Fact]
    public async Task Tenant_default_has_its_management_api_and_two_roles_for_it()
    {
        var resource = Assert.Single(await AllAsync<ApiResource>("default"));
        Assert.Equal(("management-api", "Logto Management API", "https://default.logto.app/api", false, 3600),
            (resource.Id, resource.Name, resource.Indicator, resource.IsDefault, resource.AccessTokenTtl));
        var scope = Assert.Single(await AllAsync<ResourceScope>("default"));
        Assert.Equal(("management-api-all", "all", "management-api"), (scope.Id, scope.Name, scope.ResourceId));

        var roles = await AllAsync<Role>("default");
        Assert.Equal(["#internal:admin", "Logto Management API access"], roles.Select(role => role.Name).Order(StringComparer.Ordinal));
        Assert.All(roles, role => Assert.Equal((RoleType.MachineToMachine, false), (role.Type, role.IsDefault)));
        Assert.Equal("admin-role", roles.Single(role => role.IsInternal).Id);
        Assert.Matches("^[0-9a-z]{21}$", roles.Single(role => !role.IsInternal).Id);
        Assert.Equal(roles.Select(role => role.Id).Order(), (await AllAsync<RoleScope>("default")).Select(grant => grant.RoleId).Order());
    }

    [Fact]
    public async Task Tenant_default_is_otherwise_empty_but_for_the_bootstrap_application()
    {
        Assert.Equal([TestServer.ApplicationId], (await AllAsync<Application>("default")).Select(row => row.Id));
        Assert.Empty(await AllAsync<User>("default"));
        Assert.Empty(await AllAsync<Hook>("default"));
        Assert.Empty(await AllAsync<Organization>("default"));
        Assert.Empty(await AllAsync<OrganizationRole>("default"));
        Assert.Empty(await AllAsync<OrganizationScope>("default"));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("admin")]
    public async Task Every_tenant_has_its_settings_and_keys(string tenant)
    {
        var settings = (await AllAsync<TenantSetting>(tenant)).ToDictionary(setting => setting.Key, setting => Compact(setting.Value.Text));
        Assert.Equal(2, settings.Count);
        AssertJson("""{"signInExperienceCustomized":false,"organizationCreated":false}""", settings["adminConsole"]);
        AssertJson("""{"enabledExtendedClaims":["roles","organizations","organization_roles"]}""", settings["idToken"]);
        Assert.Equal(SigningKeyStatus.Current, Assert.Single(await AllAsync<SigningKey>(tenant)).Status);
        Assert.Single(await AllAsync<CookieKey>(tenant));
        var row = await _server.InDatabaseAsync(db => db.Tenants.SingleAsync(known => known.Id == tenant), tenant);
        Assert.All(await AllAsync<ResourceScope>(tenant), scope => Assert.Equal(row.CreatedAt, scope.CreatedAt));
        Assert.All(await AllAsync<SigningKey>(tenant), key => Assert.Equal(row.CreatedAt, key.CreatedAt));
    }

    [Fact]
    public async Task Tenant_default_has_the_sign_in_experience_and_account_center_of_the_contract()
    {
        var experience = Assert.Single(await AllAsync<Experience>("default"));
        Assert.Equal(("default", "SignInAndRegister", "Automatic"), (experience.Id, experience.SignInMode, experience.AgreeToTermsPolicy));
        AssertJson("""{"primaryColor":"#6139F6","isDarkModeEnabled":false,"darkPrimaryColor":"#8768F8"}""", experience.Color.Text);
        AssertJson("{}", experience.Branding.Text);
        AssertJson("""{"autoDetect":true,"fallbackLanguage":"en"}""", experience.LanguageInfo.Text);
        AssertJson("""{"methods":[{"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}]}""", experience.SignIn.Text);
        AssertJson("""{"identifiers":["username"],"password":true,"verify":false}""", experience.SignUp.Text);
        AssertJson("""{"factors":[],"policy":"UserControlled"}""", experience.Mfa.Text);
        var account = Assert.Single(await AllAsync<AccountCenterSettings>("default"));
        Assert.Equal(("default", false, null, null, null), (account.Id, account.Enabled, account.DeleteAccountUrl, account.CustomCss, account.ProfileFields));
        AssertJson("{}", account.Fields.Text);
        AssertJson("[]", account.WebauthnRelatedOrigins.Text);
    }

    [Fact]
    public async Task Tenant_admin_has_four_resources_with_their_scopes()
    {
        var resources = (await AllAsync<ApiResource>("admin")).ToDictionary(row => row.Indicator);
        var scopes = (await AllAsync<ResourceScope>("admin")).ToLookup(row => row.ResourceId, row => row.Name);
        Assert.Equal(4, resources.Count);
        foreach (var indicator in (string[])["https://default.logto.app/api", "https://admin.logto.app/api", "https://admin.logto.app/me"])
            Assert.Equal(["all"], scopes[resources[indicator].Id]);
        Assert.Contains("default", resources["https://default.logto.app/api"].Name);
        Assert.Equal(
            ["create:affiliate", "create:tenant", "fetch:custom:jwt", "manage:affiliate", "manage:tenant:self", "report:subscription:updates", "send:email", "send:sms"],
            scopes[resources["https://cloud.logto.io/api"].Id].Order(StringComparer.Ordinal));
        Assert.All(resources.Values, row => Assert.Equal((false, 3600), (row.IsDefault, row.AccessTokenTtl)));
        Assert.All(resources.Values, row => Assert.Matches("^[0-9a-z]{21}$", row.Id));
    }

    [Theory]
    [InlineData("user", "User", null, "https://admin.logto.app/me all", "https://cloud.logto.io/api create:tenant", "https://cloud.logto.io/api manage:tenant:self")]
    [InlineData("default:admin", "User", null, "https://default.logto.app/api all")]
    [InlineData("default:user-manager", "User", "user-manager")]
    [InlineData("default:read-only", "User", "read-only")]
    [InlineData("default:auditor", "User", "auditor")]
    [InlineData("machine:mapi:default", "MachineToMachine", "m-default", "https://default.logto.app/api all")]
    [InlineData("machine:mapi:admin", "MachineToMachine", "m-admin", "https://admin.logto.app/api all")]
    [InlineData("tenantApplication", "MachineToMachine", null, "https://cloud.logto.io/api fetch:custom:jwt", "https://cloud.logto.io/api report:subscription:updates", "https://cloud.logto.io/api send:email", "https://cloud.logto.io/api send:sms")]
    public async Task Tenant_admin_has_the_roles_of_the_contract(string name, string type, string? id, params string[] permissions)
    {
        var roles = await AllAsync<Role>("admin");
        Assert.Equal(8, roles.Count);
        var role = roles.Single(row => row.Name == name);
        Assert.Equal((type, false), (role.Type.ToString(), role.IsDefault));
        if (id is not null) Assert.Equal(id, role.Id);
        else Assert.Matches("^[0-9a-z]{21}$", role.Id);
        var scopes = (await AllAsync<ResourceScope>("admin")).ToDictionary(row => row.Id);
        var resources = (await AllAsync<ApiResource>("admin")).ToDictionary(row => row.Id);
        Assert.Equal(permissions, (await AllAsync<RoleScope>("admin")).Where(grant => grant.RoleId == role.Id)
            .Select(grant => $"{resources[scopes[grant.ScopeId].ResourceId].Indicator} {scopes[grant.ScopeId].Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tenant_admin_has_four_applications_with_a_legacy_secret_and_their_role()
    {
        var applications = await AllAsync<Application>("admin");
        Assert.Equal(["Cloud Service", "admin-console", "m-admin", "m-default"],
            applications.Select(row => row.Name == "Cloud Service" ? row.Name : row.Id).Order(StringComparer.Ordinal));
        var sealer = _server.Services.GetRequiredService<Sealer>();
        Assert.All(applications, row => Assert.Matches("^[0-9A-Za-z]{32}$", sealer.Open(row.LegacySecret!.Value)));
        Assert.Empty(await AllAsync<ApplicationSecret>("admin"));
        var console = applications.Single(row => row.Id == "admin-console");
        Assert.Equal(ApplicationType.SPA, console.Type);
        AssertJson("""{"redirectUris":[],"postLogoutRedirectUris":[]}""", console.OidcClientMetadata.Text);
        var cloud = applications.Single(row => row.Name == "Cloud Service");
        AssertJson("""{"tenantId":"default"}""", cloud.CustomClientMetadata.Text);
        Assert.Matches("^[0-9a-z]{21}$", cloud.Id);
        var tenantApplication = (await AllAsync<Role>("admin")).Single(role => role.Name == "tenantApplication").Id;
        Assert.Equal(
            new HashSet<(string, string)> { ("m-default", "m-default"), ("m-admin", "m-admin"), (cloud.Id, tenantApplication) },
            (await AllAsync<ApplicationRole>("admin")).Select(grant => (grant.ApplicationId, grant.RoleId)).ToHashSet());
    }

    [Fact]
    public async Task Tenant_admin_has_the_organization_template_and_two_organizations()
    {
        string[] names = ["read:data", "write:data", "delete:data", "read:member", "invite:member", "remove:member", "update:member:role", "manage:tenant"];
        Assert.Equal(names.Order(), (await AllAsync<OrganizationScope>("admin")).Select(row => row.Name).Order());
        Assert.All(await AllAsync<OrganizationScope>("admin"), row => Assert.Equal(row.Name.Replace(':', '-'), row.Id));
        Assert.Equal([("admin", "admin", "User"), ("collaborator", "collaborator", "User")],
            (await AllAsync<OrganizationRole>("admin")).Select(row => (row.Id, row.Name, row.Type)).Order());
        var grants = (await AllAsync<OrganizationRoleScope>("admin")).ToLookup(row => row.OrganizationRoleId, row => row.OrganizationScopeId);
        Assert.Equal(names.Select(name => name.Replace(':', '-')).Order(), grants["admin"].Order());
        Assert.Equal(["delete-data", "read-data", "read-member", "write-data"], grants["collaborator"].Order());
        var organizations = await AllAsync<Organization>("admin");
        Assert.Equal([("t-admin", "Tenant admin", false), ("t-default", "Tenant default", false)],
            organizations.Select(row => (row.Id, row.Name, row.IsMfaRequired)).Order());
        Assert.All(organizations, row => Assert.Equal(("{}", "{}", "{}"), (Compact(row.CustomData.Text), Compact(row.Color.Text), Compact(row.Branding.Text))));
        Assert.Empty(await AllAsync<OrganizationUser>("admin"));
        Assert.Empty(await AllAsync<User>("admin"));
        Assert.Empty(await AllAsync<Hook>("admin"));
    }

    [Fact]
    public async Task Tenant_admin_has_its_own_sign_in_experience_and_account_center()
    {
        var experience = Assert.Single(await AllAsync<Experience>("admin"));
        Assert.Equal("Register", experience.SignInMode);
        AssertJson("""{"primaryColor":"#6139F6","isDarkModeEnabled":true,"darkPrimaryColor":"#8768F8"}""", experience.Color.Text);
        AssertJson("""{"factors":["Totp","WebAuthn","BackupCode"],"policy":"NoPrompt","organizationRequiredMfaPolicy":"Mandatory"}""", experience.Mfa.Text);
        var account = Assert.Single(await AllAsync<AccountCenterSettings>("admin"));
        Assert.True(account.Enabled);
        AssertJson("""{"name":"Edit","avatar":"Edit","profile":"Edit","email":"Edit","phone":"Edit","password":"Edit","username":"Edit","social":"Edit","customData":"Edit","mfa":"Edit"}""", account.Fields.Text);
        AssertJson("""[{"name":"name"},{"name":"avatar"}]""", account.ProfileFields!.Value.Text);
        Assert.Null(account.DeleteAccountUrl);
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        List<string> before;
        await using (var first = await TestServer.StartAsync(database: database)) before = await ContentAsync(first);
        await using var second = await TestServer.StartAsync(database: database);
        Assert.Equal(before, await ContentAsync(second));
    }

    /// <summary>Without the audit log: starting a test server asks for a token.</summary>
    private static async Task<List<string>> ContentAsync(TestServer server) =>
        [.. (await DatabaseDump.EverythingAsync(server)).Where(value => !value.StartsWith("audit_logs:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private Task<List<T>> AllAsync<T>(string tenant) where T : class => _server.InDatabaseAsync(db => db.Set<T>().AsNoTracking().ToListAsync(), tenant);

    private static string Compact(string json) => System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonDocument.Parse(json).RootElement);

    private static void AssertJson(string expected, string actual) => Assert.True(
        System.Text.Json.JsonElement.DeepEquals(System.Text.Json.JsonDocument.Parse(expected).RootElement, System.Text.Json.JsonDocument.Parse(actual).RootElement),
        $"Expected {expected}, got {actual}");
}

/// <summary>A server that nobody has used: the shared one has seen other tests.</summary>
public sealed class FreshServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();
}
