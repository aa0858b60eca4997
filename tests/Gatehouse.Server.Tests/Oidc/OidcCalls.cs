using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>Clients, resources and requests for tests of the OpenID provider, made as rows because no API for them is needed here.</summary>
internal static class OidcCalls
{
    public const string ManagementResource = "https://default.logto.app/api";

    extension(TestServer server)
    {
        /// <summary>An application with the Management API role.</summary>
        public async Task<string> AddClientAsync(
            ApplicationType type = ApplicationType.MachineToMachine, string custom = "{}", string oidc = """{"redirectUris":[],"postLogoutRedirectUris":[]}""",
            params (string Name, string Value, DateTime? ExpiresAt)[] secrets)
        {
            var id = Identifier.Long();
            var sealer = server.Services.GetRequiredService<Sealer>();
            var now = server.Clock.GetUtcNow().UtcDateTime;
            await server.ChangeAsync(db =>
            {
                db.Applications.Add(new Application
                {
                    TenantId = "default", Id = id, Name = id, Type = type, CreatedAt = now,
                    CustomClientMetadata = JsonText.FromStored(custom), OidcClientMetadata = JsonText.FromStored(oidc),
                });
                foreach (var (name, value, expiresAt) in secrets)
                {
                    db.ApplicationSecrets.Add(new ApplicationSecret
                    {
                        TenantId = "default", ApplicationId = id, Name = name, Value = sealer.Seal(value), CreatedAt = now, ExpiresAt = expiresAt,
                    });
                }

                if (type == ApplicationType.MachineToMachine)
                    db.ApplicationRoles.Add(new ApplicationRole { TenantId = "default", ApplicationId = id, RoleId = "admin-role" });
                return Task.CompletedTask;
            });
            return id;
        }

        /// <summary>A resource whose scopes the application owns through a role of its own.</summary>
        public async Task<string> AddResourceAsync(string clientId, int ttl = 3600, bool isDefault = false, params string[] scopes)
        {
            var indicator = "https://api.test/" + Identifier.Short();
            var now = server.Clock.GetUtcNow().UtcDateTime;
            await server.ChangeAsync(db =>
            {
                var (resource, role) = (Identifier.Long(), Identifier.Long());
                db.Resources.Add(new ApiResource { TenantId = "default", Id = resource, Name = resource, Indicator = indicator, AccessTokenTtl = ttl, IsDefault = isDefault });
                db.Roles.Add(new Role { TenantId = "default", Id = role, Name = role, Description = "", Type = RoleType.MachineToMachine });
                db.ApplicationRoles.Add(new ApplicationRole { TenantId = "default", ApplicationId = clientId, RoleId = role });
                foreach (var name in scopes)
                {
                    var scope = Identifier.Long();
                    db.Scopes.Add(new ResourceScope { TenantId = "default", Id = scope, ResourceId = resource, Name = name, CreatedAt = now });
                    db.RoleScopes.Add(new RoleScope { TenantId = "default", RoleId = role, ScopeId = scope });
                }

                return Task.CompletedTask;
            });
            return indicator;
        }

        /// <summary>Changes rows of the configuration and makes this server look at them.</summary>
        public async Task ChangeAsync(Func<GatehouseDb, Task> change, string tenantId = "default")
        {
            await server.InDatabaseAsync(async db =>
            {
                await change(db);
                return await db.SaveChangesAsync();
            }, tenantId);
            server.Invalidate(tenantId);
        }

        public Task<Answer> TokenAnswerAsync(string body, string? contentType = "application/x-www-form-urlencoded", params (string Name, string Value)[] headers) =>
            server.TokenAnswerAsync(Encoding.UTF8.GetBytes(body), contentType, "", headers);

        public async Task<Answer> TokenAnswerAsync(byte[] body, string? contentType, string query = "", params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/oidc/token" + query) { Content = new ByteArrayContent(body) };
            if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await server.Anonymous.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
    }

    public static string Form(params (string Name, string Value)[] pairs) =>
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>The shared server's own application asks for the Management API.</summary>
    public static string GoodForm(params (string Name, string Value)[] more) => Form([
        ("grant_type", "client_credentials"), ("client_id", TestServer.ApplicationId), ("client_secret", TestServer.ApplicationSecret),
        ("resource", ManagementResource), ("scope", "all"), .. more]);

    public static (string Name, string Value) Basic(string id, string secret) =>
        ("Authorization", new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))).ToString());

    public static JsonElement Part(string jwt, int index)
    {
        var text = jwt.Split('.')[index].Replace('-', '+').Replace('_', '/');
        return JsonDocument.Parse(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))).RootElement;
    }

    public static string[] Members(JsonElement value) => [.. value.EnumerateObject().Select(member => member.Name)];

    /// <summary>The answer is an OAuth error in the contract's shape.</summary>
    public static Answer ExpectError(this Answer answer, int status, string error)
    {
        answer.Expect(status, "oidc." + error);
        Assert.Equal(["code", "message", "error", "error_description"], Members(answer.Json));
        Assert.Equal(error, answer["error"].GetString());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Null(answer.Header("ETag"));
        return answer;
    }

    /// <summary>One answer for everything that is wrong with a code or token.</summary>
    public static Answer ExpectGrantRefused(this Answer answer) => answer.ExpectError(400, "invalid_grant");
}
