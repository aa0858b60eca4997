using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>A body for each operation of the contract that takes one, and what must be there before some others.</summary>
internal static class WalkBodies
{
    private const string Picture = "https://pictures.test/one.png";

    private static readonly Dictionary<string, Func<Things, string[], Task<object>>> Bodies = new()
    {
        ["POST /api/applications"] = Of(() => new { name = TestServer.Unique("app"), type = "Traditional", oidcClientMetadata = new { redirectUris = (string[])["https://app.test/cb"], postLogoutRedirectUris = (string[])[] } }),
        ["PATCH /api/applications/{id}"] = Of(() => new { name = "changed", customData = new { a = 1 } }),
        ["PATCH /api/applications/{applicationId}/custom-data"] = Of(() => new { a = 1 }),
        ["PUT /api/applications/{applicationId}/access-control"] = async (things, _) => new
        {
            userIds = (string[])[await things.UserAsync()], userRoleIds = (string[])[], organizationIds = (string[])[], organizationRoleRules = (string[])[],
        },
        ["POST /api/applications/{applicationId}/roles"] = async (things, _) => new { roleIds = (string[])[await things.RoleAsync("MachineToMachine")] },
        ["PUT /api/applications/{applicationId}/roles"] = async (things, _) => new { roleIds = (string[])[await things.RoleAsync("MachineToMachine")] },
        ["POST /api/applications/{id}/protected-app-metadata/custom-domains"] = Of(() => new { domain = TestServer.Unique() + ".test" }),
        ["POST /api/applications/{id}/secrets"] = Of(() => new { name = TestServer.Unique("secret"), expiresAt = (long?)null }),
        ["PATCH /api/applications/{id}/secrets/{name}"] = Of(() => new { name = TestServer.Unique("secret") }),
        ["POST /api/applications/{applicationId}/user-consent-scopes"] = async (things, _) => new
        {
            organizationScopes = (string[])[await things.OrganizationScopeAsync()], resourceScopes = (string[])[(await things.ScopeAsync()).Id], userScopes = (string[])["profile"],
        },
        ["PUT /api/applications/{applicationId}/sign-in-experience"] = Of(() => new { displayName = "App", termsOfUseUrl = "https://app.test/terms", privacyPolicyUrl = "" }),
        ["PUT /api/applications/{id}/users/{userId}/consent-organizations"] = Of(() => new { organizationIds = (string[])[] }),
        ["POST /api/applications/{id}/users/{userId}/consent-organizations"] = async (things, values) =>
        {
            var organization = await things.OrganizationAsync();
            await things.MakeAsync($"/api/organizations/{organization}/users", new { userIds = (string[])[values[1]] });
            return new { organizationIds = (string[])[organization] };
        },
        ["PATCH /api/configs/admin-console"] = Of(() => new { organizationCreated = true }),
        ["PATCH /api/configs/oidc/session"] = Of(() => new { ttl = 1209600 }),
        ["POST /api/configs/oidc/{keyType}/rotate"] = Of(() => new { signingKeyAlgorithm = "EC" }),
        ["PUT /api/configs/jwt-customizer/{tokenTypePath}"] = Of(() => new { script = "" }),
        ["PATCH /api/configs/jwt-customizer/{tokenTypePath}"] = Of(() => new { script = "", blockIssuanceOnError = true }),
        ["POST /api/configs/jwt-customizer/test"] = Of(() => new { tokenType = "access-token", script = "", token = new { }, context = new { } }),
        ["PUT /api/configs/id-token"] = Of(() => new { enabledExtendedClaims = (string[])["roles", "organizations", "organization_roles"] }),
        ["POST /api/configs/actions/test"] = Of(() => new { script = "", actionType = "action.postSignIn", @event = new { } }),
        ["PUT /api/configs/actions/{actionType}"] = Of(() => new { script = "" }),
        ["PATCH /api/configs/actions/{actionType}"] = Of(() => new { enabled = false }),
        ["POST /api/connectors"] = Of(() => new { connectorId = "mock-email-service", config = Things.EmailConfig }),
        ["PATCH /api/connectors/{id}"] = Of(() => new { syncProfile = true }),
        ["POST /api/connectors/{factoryId}/test"] = Of(() => new { email = "somebody@mail.test", config = Things.EmailConfig }),
        ["POST /api/connectors/{connectorId}/authorization-uri"] = Of(() => new { state = "abc", redirectUri = "https://app.test/callback" }),
        ["POST /api/resources"] = Of(() => new { name = "API", indicator = $"https://{TestServer.Unique("api")}.test", accessTokenTtl = 600 }),
        ["PATCH /api/resources/{id}"] = Of(() => new { name = "changed", accessTokenTtl = 60 }),
        ["PATCH /api/resources/{id}/is-default"] = Of(() => new { isDefault = false }),
        ["POST /api/resources/{resourceId}/scopes"] = Of(() => new { name = TestServer.Unique("write:"), description = "of a test" }),
        ["PATCH /api/resources/{resourceId}/scopes/{scopeId}"] = Of(() => new { description = "changed" }),
        ["PATCH /api/sign-in-exp"] = Of(() => new { signInMode = "SignInAndRegister" }),
        ["POST /api/sign-in-exp/default/check-password"] = async (things, _) => new { password = "Kq7#vNz2mX!pL4wd", userId = await things.UserAsync() },
        ["PATCH /api/users/{userId}"] = Of(() => new { name = "changed", avatar = Picture, customData = new { a = 1 }, profile = new { nickname = "n" } }),
        ["PATCH /api/users/{userId}/custom-data"] = Of(() => new { customData = new { a = 1 } }),
        ["PATCH /api/users/{userId}/logto-configs"] = Of(() => new { mfa = new { skipped = true } }),
        ["PATCH /api/users/{userId}/profile"] = Of(() => new { profile = new { nickname = "n" } }),
        ["POST /api/users"] = Of(() => new { username = TestServer.Unique(), password = "SecurePassword123!", name = "Ann", customData = new { a = 1 } }),
        ["PATCH /api/users/{userId}/password"] = Of(() => new { password = "AnotherPassword123!" }),
        ["PATCH /api/users/{userId}/password/expiration"] = Of(() => new { isExpired = false }),
        ["POST /api/users/{userId}/password/verify"] = Of(() => new { password = "SecurePassword123!" }),
        ["PATCH /api/users/{userId}/is-suspended"] = Of(() => new { isSuspended = true }),
        ["POST /api/users/{userId}/roles"] = async (things, _) => new { roleIds = (string[])[await things.RoleAsync()] },
        ["PUT /api/users/{userId}/roles"] = async (things, _) => new { roleIds = (string[])[await things.RoleAsync()] },
        ["PUT /api/users/{userId}/identities/{target}"] = Of(() => new { userId = TestServer.Unique(), details = new { email = "a@b.test" } }),
        ["POST /api/users/{userId}/identities"] = async (things, _) => new
        {
            connectorId = await things.SocialConnectorAsync(), connectorData = new { code = "code", userId = TestServer.Unique(), email = "a@b.test" },
        },
        ["POST /api/users/{userId}/mfa-verifications"] = Of(() => new { type = "Totp" }),
        ["POST /api/users/{userId}/personal-access-tokens"] = Of(() => new { name = TestServer.Unique("token") }),
        ["PATCH /api/users/{userId}/personal-access-tokens"] = async (things, values) => new { currentName = await things.TokenNameAsync(values[0]), name = TestServer.Unique("token") },
        ["PATCH /api/users/{userId}/personal-access-tokens/{name}"] = Of(() => new { name = TestServer.Unique("token") }),
        ["POST /api/users/{userId}/personal-access-tokens/delete"] = async (things, values) => new { name = await things.TokenNameAsync(values[0]) },
        ["POST /api/roles"] = async (things, _) => new { name = TestServer.Unique("role"), description = "of a test", type = "User", scopeIds = (string[])[(await things.ScopeAsync()).Id] },
        ["PATCH /api/roles/{id}"] = Of(() => new { name = TestServer.Unique("role"), description = "changed" }),
        ["POST /api/roles/{id}/users"] = async (things, _) => new { userIds = (string[])[await things.UserAsync()] },
        ["POST /api/roles/{id}/applications"] = async (things, _) => new { applicationIds = (string[])[await things.ApplicationAsync()] },
        ["POST /api/roles/{id}/scopes"] = async (things, _) => new { scopeIds = (string[])[(await things.ScopeAsync()).Id] },
        ["PUT /api/custom-phrases/{languageTag}"] = Of(Things.PhraseBody),
        ["POST /api/hooks"] = Of(() => new { name = "of a test", events = (string[])["User.Created"], config = new { url = "https://hook.test" } }),
        ["PATCH /api/hooks/{id}"] = Of(() => new { name = "changed", enabled = false }),
        ["POST /api/hooks/{id}/test"] = (things, _) => Task.FromResult<object>(new { events = (string[])["User.Created"], config = new { url = things.Receiver } }),
        ["POST /api/verification-codes"] = async (things, _) =>
        {
            await things.EmailConnectorAsync();
            return new { email = TestServer.Unique() + "@mail.test" };
        },
        ["POST /api/verification-codes/verify"] = async (things, _) => await things.SentCodeAsync() is var (email, code) ? new { email, verificationCode = code } : new { },
        ["POST /api/domains"] = Of(() => new { domain = TestServer.Unique() + ".test" }),
        ["PUT /api/domains/{id}/verification-files"] = Of(() => new { verificationFiles = (object[])[new { path = "/proof.txt", content = "it is ours", contentType = "text/plain" }] }),
        ["PATCH /api/configs/cimd"] = Of(() => new { enabled = false }),
        ["POST /api/domains/cleanup"] = Of(() => new { staleDays = 7 }),
        ["PATCH /api/organization-roles/{id}"] = Of(() => new { description = "changed" }),
        ["POST /api/organization-roles"] = async (things, _) => new
        {
            name = TestServer.Unique("role"), organizationScopeIds = (string[])[await things.OrganizationScopeAsync()], resourceScopeIds = (string[])[(await things.ScopeAsync()).Id],
        },
        ["POST /api/organization-roles/{id}/scopes"] = async (things, _) => new { organizationScopeIds = (string[])[await things.OrganizationScopeAsync()] },
        ["PUT /api/organization-roles/{id}/scopes"] = async (things, _) => new { organizationScopeIds = (string[])[await things.OrganizationScopeAsync()] },
        ["POST /api/organization-roles/{id}/resource-scopes"] = async (things, _) => new { scopeIds = (string[])[(await things.ScopeAsync()).Id] },
        ["PUT /api/organization-roles/{id}/resource-scopes"] = async (things, _) => new { scopeIds = (string[])[(await things.ScopeAsync()).Id] },
        ["POST /api/organization-scopes"] = Of(() => new { name = TestServer.Unique("read:"), description = "of a test" }),
        ["PATCH /api/organization-scopes/{id}"] = Of(() => new { description = "changed" }),
        ["POST /api/organization-invitations"] = (things, _) => things.InvitationBodyAsync(),
        ["POST /api/organization-invitations/{id}/message"] = async (things, _) =>
        {
            await things.EmailConnectorAsync();
            return new { link = "https://app.test/join" };
        },
        ["PUT /api/organization-invitations/{id}/status"] = Of(() => new { status = "Revoked" }),
        ["POST /api/organizations"] = Of(() => new { name = "Organization", description = "of a test", color = new { primaryColor = "#123456" } }),
        ["PATCH /api/organizations/{id}"] = Of(() => new { name = "changed", customData = new { a = 1 }, branding = new { logoUrl = Picture } }),
        ["POST /api/organizations/{id}/users"] = async (things, _) => new { userIds = (string[])[await things.UserAsync()] },
        ["PUT /api/organizations/{id}/users"] = async (things, _) => new { userIds = (string[])[await things.UserAsync()] },
        ["POST /api/organizations/{id}/users/roles"] = async (things, values) =>
        {
            var user = await things.UserAsync();
            await things.MakeAsync($"/api/organizations/{values[0]}/users", new { userIds = (string[])[user] });
            return new { userIds = (string[])[user], organizationRoleIds = (string[])[await things.OrganizationRoleAsync()] };
        },
        ["POST /api/organizations/{id}/users/{userId}/roles"] = async (things, _) => new { organizationRoleIds = (string[])[await things.OrganizationRoleAsync()] },
        ["PUT /api/organizations/{id}/users/{userId}/roles"] = async (things, _) => new { organizationRoleIds = (string[])[await things.OrganizationRoleAsync()] },
        ["POST /api/organizations/{id}/applications"] = async (things, _) => new { applicationIds = (string[])[await things.ApplicationAsync()] },
        ["PUT /api/organizations/{id}/applications"] = async (things, _) => new { applicationIds = (string[])[await things.ApplicationAsync()] },
        ["POST /api/organizations/{id}/applications/roles"] = async (things, values) =>
        {
            var application = await things.ApplicationAsync();
            await things.MakeAsync($"/api/organizations/{values[0]}/applications", new { applicationIds = (string[])[application] });
            return new { applicationIds = (string[])[application], organizationRoleIds = (string[])[await things.OrganizationRoleAsync("MachineToMachine")] };
        },
        ["POST /api/organizations/{id}/applications/{applicationId}/roles"] = async (things, _) => new { organizationRoleIds = (string[])[await things.OrganizationRoleAsync("MachineToMachine")] },
        ["PUT /api/organizations/{id}/applications/{applicationId}/roles"] = async (things, _) => new { organizationRoleIds = (string[])[await things.OrganizationRoleAsync("MachineToMachine")] },
        ["POST /api/organizations/{id}/jit/email-domains"] = Of(() => new { emailDomain = "jit.test" }),
        ["PUT /api/organizations/{id}/jit/email-domains"] = Of(() => new { emailDomains = (string[])["jit.test"] }),
        ["POST /api/organizations/{id}/jit/roles"] = async (things, _) => new { organizationRoleIds = (string[])[await things.OrganizationRoleAsync()] },
        ["PUT /api/organizations/{id}/jit/roles"] = async (things, _) => new { organizationRoleIds = (string[])[await things.OrganizationRoleAsync()] },
        ["POST /api/organizations/{id}/jit/sso-connectors"] = async (things, _) => new { ssoConnectorIds = (string[])[await things.SsoConnectorAsync()] },
        ["PUT /api/organizations/{id}/jit/sso-connectors"] = async (things, _) => new { ssoConnectorIds = (string[])[await things.SsoConnectorAsync()] },
        ["POST /api/sso-connectors"] = Of(() => new { providerName = "OIDC", connectorName = TestServer.Unique("sso") }),
        ["PATCH /api/sso-connectors/{id}"] = Of(() => new { connectorName = TestServer.Unique("sso") }),
        ["POST /api/subject-tokens"] = async (things, _) => new { userId = await things.UserAsync() },
        ["PATCH /api/account-center"] = Of(() => new { enabled = true, fields = new { name = "Edit" } }),
        ["PUT /api/email-templates"] = Of(Things.EmailTemplateBody),
        ["PATCH /api/email-templates/{id}/details"] = Of(() => new { subject = "changed" }),
        ["POST /api/one-time-tokens"] = Of(() => new { email = TestServer.Unique() + "@once.test" }),
        ["POST /api/one-time-tokens/verify"] = async (things, _) =>
        {
            var token = await things.OneTimeTokenAsync();
            return new { token = token["token"].GetString(), email = token["email"].GetString() };
        },
        ["PUT /api/one-time-tokens/{id}/status"] = Of(() => new { status = "revoked" }),
        ["PUT /api/captcha-provider"] = Of(Captcha),
        ["POST /api/sentinel-activities/delete"] = Of(() => new { targetType = "User", targets = (string[])["somebody"] }),
        ["POST /api/custom-profile-fields"] = Of(() => Things.ProfileFieldBody()),
        ["PUT /api/custom-profile-fields/{name}"] = Of(() => new { type = "Text", label = "changed", required = true, config = new { } }),
        ["POST /api/custom-profile-fields/batch"] = Of(() => (object[])[Things.ProfileFieldBody(), Things.ProfileFieldBody()]),
        ["POST /api/custom-profile-fields/properties/sie-order"] = async (things, _) => new { order = (object[])[new { name = await things.ProfileFieldAsync(), sieOrder = 1 }] },
    };

    /// <summary>What must have happened before an operation that takes no body can succeed.</summary>
    private static readonly Dictionary<string, Func<Things, Task>> Before = new()
    {
        ["GET /api/captcha-provider"] = things => things.MakeAsync("/api/captcha-provider", Captcha(), HttpMethod.Put),
        ["DELETE /api/email-templates"] = things => things.EmailTemplateAsync(),
    };

    /// <summary>What an operation needs behind its path.</summary>
    private static readonly Dictionary<string, string> Queries = new()
    {
        ["DELETE /api/email-templates"] = "?languageTag=en",
        ["GET /api/authn/hasura"] = "?resource=https%3A%2F%2Fdefault.logto.app%2Fapi&unauthorizedRole=guest",
        ["GET /api/dashboard/users/active"] = "?date=" + Things.Today,
    };

    public static async Task<object?> BodyOfAsync(string name, Things things, string[] values)
    {
        if (Before.TryGetValue(name, out var prepare)) await prepare(things);
        return Bodies.TryGetValue(name, out var body) ? await body(things, values) : null;
    }

    public static string QueryOf(string name) => Queries.GetValueOrDefault(name, "");

    private static object Captcha() => new { config = new { type = "Turnstile", siteKey = "site", secretKey = "secret" } };

    private static Func<Things, string[], Task<object>> Of(Func<object> body) => (_, _) => Task.FromResult(body());
}
