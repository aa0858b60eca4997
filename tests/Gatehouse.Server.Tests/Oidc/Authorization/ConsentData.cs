using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using static Gatehouse.Server.Tests.Support.SignInFlow;

namespace Gatehouse.Server.Tests.Oidc.Authorization;

/// <summary>Applications and permissions to consent to, made as rows.</summary>
internal static class ConsentData
{
    extension(TestServer server)
    {
        /// <summary>An application of a third party with one redirect URI.</summary>
        public async Task<string> NewThirdPartyAsync(params string[] userScopes)
        {
            var id = Identifier.Long();
            await server.ChangeAsync(db =>
            {
                db.Applications.Add(new Application
                {
                    TenantId = "default", Id = id, Name = "Third " + id, Type = ApplicationType.SPA, IsThirdParty = true,
                    OidcClientMetadata = JsonText.FromStored($$"""{"redirectUris":["{{Callback}}"],"postLogoutRedirectUris":[]}"""), CreatedAt = server.Clock.GetUtcNow().UtcDateTime,
                });
                db.EnabledScopes.AddRange(userScopes.Select(scope => new EnabledScope { TenantId = "default", ApplicationId = id, Kind = EnabledScopeKind.UserScope, Scope = scope }));
                return Task.CompletedTask;
            });
            return id;
        }

        /// <summary>A resource whose scopes the user owns through a role.</summary>
        public async Task<string> NewResourceAsync(string userId, params string[] scopes)
        {
            var indicator = "https://api.test/" + Identifier.Short();
            await server.ChangeAsync(db =>
            {
                var (resource, role, now) = (Identifier.Long(), Identifier.Long(), server.Clock.GetUtcNow().UtcDateTime);
                db.Resources.Add(new ApiResource { TenantId = "default", Id = resource, Name = resource, Indicator = indicator });
                db.Roles.Add(new Role { TenantId = "default", Id = role, Name = role, Description = "", Type = RoleType.User });
                db.UserRoles.Add(new UserRole { TenantId = "default", UserId = userId, RoleId = role });
                foreach (var name in scopes)
                {
                    var scope = Identifier.Long();
                    db.Scopes.Add(new ResourceScope { TenantId = "default", Id = scope, ResourceId = resource, Name = name, CreatedAt = now });
                    db.RoleScopes.Add(new RoleScope { TenantId = "default", RoleId = role, ScopeId = scope });
                }

                db.Scopes.Add(new ResourceScope { TenantId = "default", Id = Identifier.Long(), ResourceId = resource, Name = "delete", CreatedAt = now });
                return Task.CompletedTask;
            });
            return indicator;
        }

        public async Task<(string Indicator, string ScopeId)> NewScopeAsync(string name)
        {
            var (indicator, scopeId) = ("https://api.test/" + Identifier.Short(), Identifier.Long());
            await server.ChangeAsync(db =>
            {
                var resource = Identifier.Long();
                db.Resources.Add(new ApiResource { TenantId = "default", Id = resource, Name = resource, Indicator = indicator });
                db.Scopes.Add(new ResourceScope { TenantId = "default", Id = scopeId, ResourceId = resource, Name = name, CreatedAt = server.Clock.GetUtcNow().UtcDateTime });
                return Task.CompletedTask;
            });
            return (indicator, scopeId);
        }

        /// <summary>An organization in which the user has a role with the scope.</summary>
        public async Task<(string Id, string Name)> NewOrganizationAsync(string userId, string scopeId)
        {
            var (id, role) = (Identifier.Short(), Identifier.Long());
            await server.ChangeAsync(db =>
            {
                db.Organizations.Add(new Organization { TenantId = "default", Id = id, Name = "Organization " + id, CreatedAt = server.Clock.GetUtcNow().UtcDateTime });
                db.OrganizationRoles.Add(new OrganizationRole { TenantId = "default", Id = role, Name = role, Type = "User" });
                db.OrganizationRoleResourceScopes.Add(new OrganizationRoleResourceScope { TenantId = "default", OrganizationRoleId = role, ScopeId = scopeId });
                db.OrganizationUsers.Add(new OrganizationUser { TenantId = "default", OrganizationId = id, UserId = userId });
                db.OrganizationUserRoles.Add(new OrganizationUserRole { TenantId = "default", OrganizationId = id, UserId = userId, OrganizationRoleId = role });
                return Task.CompletedTask;
            });
            return (id, "Organization " + id);
        }
    }
}
