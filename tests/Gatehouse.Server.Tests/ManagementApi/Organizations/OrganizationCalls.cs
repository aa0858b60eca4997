using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Oidc;
using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ManagementApi.Organizations;

/// <summary>What tests of organizations do again and again.</summary>
internal static class OrganizationCalls
{
    public const string User = nameof(RoleType.User);
    public const string Machine = nameof(RoleType.MachineToMachine);

    extension(HttpClient api)
    {
        public async Task<string> NewOrganizationAsync(string? name = null) => (await api.PostAnswerAsync("/api/organizations", new { name = name ?? TestServer.Unique("org") })).Expect(201).Id;

        /// <summary>A new user in the organization.</summary>
        public async Task<string> NewMemberAsync(string organizationId, object? fields = null)
        {
            var user = (await api.NewUserAsync(fields)).Id;
            (await api.PostAnswerAsync($"/api/organizations/{organizationId}/users", new { userIds = (string[])[user] })).Expect(201);
            return user;
        }

        /// <summary>The values of one member of each item of a list.</summary>
        public async Task<string[]> ListedAsync(string path, string member = "id") =>
            [.. (await api.GetAnswerAsync(path)).Expect(200).Json.EnumerateArray().Select(item => item.GetProperty(member).GetString()!)];
    }

    extension(TestServer server)
    {
        /// <summary>A role of the organization template with scopes of its own.</summary>
        /// <returns>Its id and its name.</returns>
        public async Task<NamedRole> NewTemplateRoleAsync(string type = User, string? name = null, params string[] scopes)
        {
            var role = new NamedRole(Identifier.Long(), name ?? TestServer.Unique("role"));
            await server.ChangeAsync(db =>
            {
                db.OrganizationRoles.Add(new OrganizationRole { TenantId = "default", Id = role.Id, Name = role.Name, Type = type });
                foreach (var scopeName in scopes)
                {
                    var scope = new OrganizationScope { TenantId = "default", Id = Identifier.Long(), Name = scopeName, Description = "of a test" };
                    db.OrganizationScopes.Add(scope);
                    db.OrganizationRoleScopes.Add(new OrganizationRoleScope { TenantId = "default", OrganizationRoleId = role.Id, OrganizationScopeId = scope.Id });
                }

                return Task.CompletedTask;
            });
            return role;
        }

        /// <summary>A machine-to-machine application in the organization.</summary>
        public async Task<string> NewApplicationMemberAsync(string organizationId, string secret = "secret-of-a-member")
        {
            var application = await server.AddClientAsync(secrets: ("s", secret, null));
            (await server.Api.PostAnswerAsync($"/api/organizations/{organizationId}/applications", new { applicationIds = (string[])[application] })).Expect(201);
            return application;
        }
    }
}
