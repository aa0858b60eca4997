using System.Globalization;
using System.Text.Json;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ManagementApi.Contract;

/// <summary>One of each thing, made through the Management API: what the operations of the contract are tried on.</summary>
internal sealed partial class Things(TestServer server, HttpClient api, string tenantId, string receiver)
{
    public HttpClient Api => api;

    /// <summary>Where hooks can be sent.</summary>
    public string Receiver => receiver;

    public async Task<Answer> MakeAsync(string path, object? body = null, HttpMethod? method = null)
    {
        var answer = await api.SendAnswerAsync(method ?? HttpMethod.Post, path, body);
        Assert.True((int)answer.Status is >= 200 and < 300, $"{path} does not make what a test needs: {(int)answer.Status} {answer.Text}");
        return answer;
    }

    private async Task<string> IdAsync(string path, object body) => (await MakeAsync(path, body)).Id;

    public Task<string> ApplicationAsync(string type = "MachineToMachine") => IdAsync("/api/applications", new { name = TestServer.Unique("app"), type });

    public Task<string> ThirdPartyAsync() => IdAsync("/api/applications", new { name = TestServer.Unique("app"), type = "Traditional", isThirdParty = true });

    /// <summary>With a secret of its own row, as applications had it once.</summary>
    public async Task<string> LegacyApplicationAsync()
    {
        var id = await ApplicationAsync();
        var secret = server.Services.GetRequiredService<Sealer>().Seal(Identifier.Secret());
        await server.InDatabaseAsync(async db =>
        {
            (await db.Applications.SingleAsync(application => application.Id == id)).LegacySecret = secret;
            return await db.SaveChangesAsync();
        }, tenantId);
        return id;
    }

    /// <summary>Only test mode makes such without a provider.</summary>
    public Task<string> ProtectedApplicationAsync() => IdAsync(
        "/api/applications", new { name = TestServer.Unique("app"), type = "Protected", protectedAppMetadata = new { subDomain = TestServer.Unique(), origin = "https://origin.test" } });

    public async Task<string> SecretAsync(string applicationId)
    {
        var name = TestServer.Unique("secret");
        await MakeAsync($"/api/applications/{applicationId}/secrets", new { name });
        return name;
    }

    public Task<string> ResourceAsync() => IdAsync("/api/resources", new { name = TestServer.Unique("api"), indicator = $"https://{TestServer.Unique("api")}.test" });

    public async Task<(string Resource, string Id)> ScopeAsync()
    {
        var resource = await ResourceAsync();
        return (resource, await IdAsync($"/api/resources/{resource}/scopes", new { name = TestServer.Unique("read:") }));
    }

    public Task<string> RoleAsync(string type = "User") => IdAsync("/api/roles", new { name = TestServer.Unique("role"), description = "of a test", type });

    public Task<string> UserAsync(object? body = null) => IdAsync("/api/users", body ?? new { username = TestServer.Unique(), password = "SecurePassword123!" });

    public Task<string> HookAsync() => IdAsync("/api/hooks", new { name = "of a test", events = (string[])["User.Created"], config = new { url = "https://hook.test" } });

    public Task<string> DomainAsync() => IdAsync("/api/domains", new { domain = TestServer.Unique() + ".test" });

    public Task<string> OrganizationAsync() => IdAsync("/api/organizations", new { name = TestServer.Unique("organization") });

    public Task<string> OrganizationRoleAsync(string type = "User") => IdAsync("/api/organization-roles", new { name = TestServer.Unique("role"), type });

    public Task<string> OrganizationScopeAsync() => IdAsync("/api/organization-scopes", new { name = TestServer.Unique("read:") });

    public async Task<(string Organization, string User)> MemberAsync()
    {
        var (organization, user) = (await OrganizationAsync(), await UserAsync());
        await MakeAsync($"/api/organizations/{organization}/users", new { userIds = (string[])[user] });
        return (organization, user);
    }

    public async Task<(string Organization, string Application)> MemberApplicationAsync()
    {
        var (organization, application) = (await OrganizationAsync(), await ApplicationAsync());
        await MakeAsync($"/api/organizations/{organization}/applications", new { applicationIds = (string[])[application] });
        return (organization, application);
    }

    public async Task<object> InvitationBodyAsync() => new
    {
        invitee = TestServer.Unique() + "@invited.test",
        organizationId = await OrganizationAsync(),
        expiresAt = DateTimeOffset.UtcNow.AddDays(7).ToUnixTimeMilliseconds(),
        organizationRoleIds = (string[])[await OrganizationRoleAsync()],
        messagePayload = false,
    };

    public async Task<string> InvitationAsync() => await IdAsync("/api/organization-invitations", await InvitationBodyAsync());

    public async Task<string> TokenNameAsync(string userId)
    {
        var name = TestServer.Unique("token");
        await MakeAsync($"/api/users/{userId}/personal-access-tokens", new { name });
        return name;
    }

    public async Task<string> IdentityAsync(string userId)
    {
        var target = TestServer.Unique("target");
        await MakeAsync($"/api/users/{userId}/identities/{target}", new { userId = TestServer.Unique() }, HttpMethod.Put);
        return target;
    }

    /// <returns>The id of the enterprise connector that the account came from.</returns>
    public async Task<string> SsoIdentityAsync(string userId)
    {
        var (connector, now) = (Identifier.Short(), DateTime.UnixEpoch);
        await server.InDatabaseAsync(db =>
        {
            db.UserSsoIdentities.Add(new UserSsoIdentity
            {
                TenantId = tenantId, Id = Identifier.Long(), UserId = userId, Issuer = "https://idp.test", IdentityId = TestServer.Unique(),
                Detail = JsonText.EmptyObject, CreatedAt = now, UpdatedAt = now, SsoConnectorId = connector,
            });
            return db.SaveChangesAsync();
        }, tenantId);
        return connector;
    }

    /// <summary>A user who is signed in and has granted an application something; only tenant default has pages to sign in on.</summary>
    public async Task<(string User, string Session, string Grant)> SignedInAsync()
    {
        if (tenantId != "default") return (await UserAsync(), "x", "x");
        var signedIn = await Authorized.CreateAsync(server);
        return (signedIn.UserId, signedIn.SessionId, signedIn.GrantId);
    }

    public async Task<string> SecondFactorAsync(string userId)
    {
        await MakeAsync($"/api/users/{userId}/mfa-verifications", new { type = "Totp" });
        return (await MakeAsync($"/api/users/{userId}/mfa-verifications", method: HttpMethod.Get)).Json[0].GetProperty("id").GetString()!;
    }

    public async Task<string> ProfileFieldAsync()
    {
        var name = TestServer.Unique("field");
        await MakeAsync("/api/custom-profile-fields", ProfileFieldBody(name));
        return name;
    }

    public static object ProfileFieldBody(string? name = null) => new { name = name ?? TestServer.Unique("field"), type = "Text", label = "A field", required = false, config = new { } };

    public async Task<string> EmailTemplateAsync() =>
        (await MakeAsync("/api/email-templates", EmailTemplateBody(), HttpMethod.Put)).Json[0].GetProperty("id").GetString()!;

    public static object EmailTemplateBody() => new
    {
        templates = (object[])[new { languageTag = TestServer.Unique()[..8], templateType = "SignIn", details = new { subject = "Your code", content = "It is {{code}}" } }],
    };

    public async Task<Answer> OneTimeTokenAsync() => await MakeAsync("/api/one-time-tokens", new { email = TestServer.Unique() + "@once.test" });

    public async Task<string> PhraseAsync()
    {
        await MakeAsync("/api/custom-phrases/fr", PhraseBody(), HttpMethod.Put);
        return "fr";
    }

    /// <summary>In a language that nothing has a phrase in yet.</summary>
    public async Task AnotherPhraseAsync()
    {
        var known = (await MakeAsync("/api/custom-phrases", method: HttpMethod.Get)).Json.EnumerateArray().Select(phrase => phrase.GetProperty("languageTag").GetString()).ToHashSet();
        string[] languages =
        [
            "af-ZA", "am-ET", "ar", "ar-AR", "as-IN", "az-AZ", "be-BY", "bg-BG", "bn-IN", "br-FR", "bs-BA", "ca-ES", "cb-IQ", "co-FR", "cs-CZ", "cx-PH", "cy-GB",
            "da-DK", "de", "de-DE", "el-GR", "en-GB", "en-US", "eo-EO", "es", "es-ES", "es-419", "et-EE", "eu-ES", "fa-IR", "ff-NG", "fi", "fi-FI", "fo-FO", "fr",
        ];
        await MakeAsync("/api/custom-phrases/" + languages.First(language => !known.Contains(language)), PhraseBody(), HttpMethod.Put);
    }

    public static object PhraseBody() => new { input = new { username = "Nom" } };

    /// <summary>A connector of a factory that the server has in test mode.</summary>
    public Task<string> SocialConnectorAsync() => ConnectorAsync("mock-social-connector", new { clientId = "id", clientSecret = "secret" });

    public Task<string> EmailConnectorAsync() => ConnectorAsync("mock-email-service", EmailConfig);

    public static object EmailConfig { get; } = new
    {
        templates = ((string[])["Generic", "OrganizationInvitation"]).Select(usageType => new { usageType, subject = "Mail", content = "It is {{code}}" }),
    };

    /// <summary>Sends a code and finds it in the record file of the test connector.</summary>
    public async Task<(string Email, string Code)> SentCodeAsync()
    {
        await EmailConnectorAsync();
        var email = TestServer.Unique() + "@mail.test";
        await MakeAsync("/api/verification-codes", new { email });
        var record = await File.ReadAllTextAsync(Path.Combine(server.Services.GetRequiredService<GatehouseOptions>().MockConnectorMessageDir!, "mock_email_record.txt"));
        using var line = JsonDocument.Parse(record);
        Assert.Equal(email, line.RootElement.GetProperty("address").GetString());
        return (email, line.RootElement.GetProperty("code").GetString()!);
    }

    private async Task<string> ConnectorAsync(string connectorId, object config)
    {
        var known = (await MakeAsync("/api/connectors", method: HttpMethod.Get)).Json.EnumerateArray()
            .FirstOrDefault(connector => connector.GetProperty("connectorId").GetString() == connectorId);
        return known.ValueKind == JsonValueKind.Object ? known.GetProperty("id").GetString()! : await IdAsync("/api/connectors", new { connectorId, config });
    }

    public Task<string> SsoConnectorAsync() => IdAsync("/api/sso-connectors", new { providerName = "OIDC", connectorName = TestServer.Unique("sso") });

    /// <summary>A signing key that may be deleted, because another took its place.</summary>
    public async Task<string> PreviousKeyAsync(string keyType)
    {
        var keys = (await MakeAsync($"/api/configs/oidc/{keyType}/rotate")).Json.EnumerateArray().Last();
        return keys.GetProperty("id").GetString()!;
    }

    public static string Today => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
