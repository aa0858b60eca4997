using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.Applications;

/// <summary>What tests of applications do again and again.</summary>
internal static class ApplicationCalls
{
    extension(HttpClient api)
    {
        /// <param name="more">Further members, each with a comma before it.</param>
        public async Task<Answer> NewApplicationAsync(string type = "Traditional", string more = "") =>
            (await api.PostAnswerAsync("/api/applications", $$"""{"name":"{{TestServer.Unique("app")}}","type":"{{type}}"{{more}}}""")).Expect(200);

        public Task<Answer> NewThirdPartyAsync() =>
            api.NewApplicationAsync("SPA", $$""","isThirdParty":true,"oidcClientMetadata":{"redirectUris":["{{SignInFlow.Callback}}"],"postLogoutRedirectUris":[]}""");

        public async Task<string[]> IdsAsync(string path) =>
            [.. (await api.GetAnswerAsync(path)).Expect(200).Json.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

        /// <summary>The secrets by name.</summary>
        public async Task<Dictionary<string, string>> SecretsAsync(string applicationId) =>
            (await api.GetAnswerAsync($"/api/applications/{applicationId}/secrets")).Expect(200).Json.EnumerateArray()
                .ToDictionary(secret => secret.GetProperty("name").GetString()!, secret => secret.GetProperty("value").GetString()!);

        /// <summary>Asks the provider for a token with a secret; the application owns nothing, so there is no scope.</summary>
        public async Task<Answer> TokenOfAsync(string applicationId, string secret)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = applicationId, ["client_secret"] = secret, ["resource"] = OidcCalls.ManagementResource,
            });
            using var response = await api.PostAsync("/oidc/token", form);
            return await Answer.ReadAsync(response);
        }
    }

    extension(TestServer server)
    {
        /// <summary>A resource with one scope.</summary>
        public async Task<(string ResourceId, string Indicator, string ScopeId)> NewScopeAsync(string name = "read")
        {
            var (resource, scope, indicator) = (Identifier.Long(), Identifier.Long(), "https://api.test/" + Identifier.Short());
            await server.ChangeAsync(db =>
            {
                db.Resources.Add(new ApiResource { TenantId = "default", Id = resource, Name = "Resource " + resource, Indicator = indicator });
                db.Scopes.Add(new ResourceScope { TenantId = "default", Id = scope, ResourceId = resource, Name = name, Description = "may " + name, CreatedAt = DateTime.UnixEpoch });
                return Task.CompletedTask;
            });
            return (resource, indicator, scope);
        }

        public async Task<string> NewOrganizationScopeAsync()
        {
            var scope = new OrganizationScope { TenantId = "default", Id = Identifier.Long(), Name = TestServer.Unique("scope") };
            await server.ChangeAsync(db => db.OrganizationScopes.AddAsync(scope).AsTask());
            return scope.Id;
        }

        public async Task<string> NewOrganizationRoleAsync(string type = "User")
        {
            var role = new OrganizationRole { TenantId = "default", Id = Identifier.Long(), Name = TestServer.Unique("role"), Type = type };
            await server.ChangeAsync(db => db.OrganizationRoles.AddAsync(role).AsTask());
            return role.Id;
        }

        public Task<string> OrganizationRoleIdAsync(string name) => server.InDatabaseAsync(db => db.OrganizationRoles.Where(role => role.Name == name).Select(role => role.Id).SingleAsync());
    }
}
