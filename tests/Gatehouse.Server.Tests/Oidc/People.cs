using System.Text;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Resources;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.Oidc;

/// <summary>Users, what they own, and their organizations, made as rows because no API for them is needed here.</summary>
internal static class People
{
    extension(TestServer server)
    {
        public async Task<string> AddUserAsync() =>
            (await server.Api.PostAnswerAsync("/api/users", new { username = TestServer.Unique(), name = "Ann" })).Expect(200).Id;

        public async Task SuspendAsync(string userId) =>
            (await server.Api.PatchAnswerAsync($"/api/users/{userId}/is-suspended", new { isSuspended = true })).Expect(200);

        /// <summary>A resource, and a role of the user that carries the first of its scopes.</summary>
        public async Task<string> AddUserResourceAsync(string userId, int ttl = 600, params string[] scopes)
        {
            var indicator = "https://api.test/" + Identifier.Short();
            await server.ChangeAsync(db =>
            {
                var (resource, role) = (Identifier.Long(), Identifier.Long());
                db.Resources.Add(new ApiResource { TenantId = "default", Id = resource, Name = resource, Indicator = indicator, AccessTokenTtl = ttl });
                db.Roles.Add(new Role { TenantId = "default", Id = role, Name = role, Description = "", Type = RoleType.User });
                db.UserRoles.Add(new UserRole { TenantId = "default", UserId = userId, RoleId = role });
                foreach (var name in scopes)
                {
                    var scope = Identifier.Long();
                    db.Scopes.Add(new ResourceScope { TenantId = "default", Id = scope, ResourceId = resource, Name = name, CreatedAt = DateTime.UnixEpoch });
                    if (name == scopes[0]) db.RoleScopes.Add(new RoleScope { TenantId = "default", RoleId = role, ScopeId = scope });
                }

                return Task.CompletedTask;
            });
            return indicator;
        }

        /// <summary>An organization with the user in it, in a role that carries scopes of the template and, if given, of a resource.</summary>
        public async Task<Membership> AddMembershipAsync(string userId, string? resource = null, bool isMfaRequired = false)
        {
            var made = new Membership(Identifier.Short(), "editor-" + Identifier.Short(), "read:" + Identifier.Short(), "write:" + Identifier.Short());
            await server.ChangeAsync(db =>
            {
                var role = Identifier.Long();
                db.Organizations.Add(new Organization
                {
                    TenantId = "default", Id = made.OrganizationId, Name = "Org " + made.OrganizationId, IsMfaRequired = isMfaRequired, CreatedAt = DateTime.UnixEpoch,
                });
                db.OrganizationUsers.Add(new OrganizationUser { TenantId = "default", OrganizationId = made.OrganizationId, UserId = userId });
                db.OrganizationRoles.Add(new OrganizationRole { TenantId = "default", Id = role, Name = made.RoleName, Type = "User" });
                db.OrganizationUserRoles.Add(new OrganizationUserRole
                {
                    TenantId = "default", OrganizationId = made.OrganizationId, UserId = userId, OrganizationRoleId = role,
                });
                foreach (var name in new[] { made.Owned, made.NotOwned })
                {
                    var scope = Identifier.Long();
                    db.OrganizationScopes.Add(new OrganizationScope { TenantId = "default", Id = scope, Name = name });
                    if (name == made.Owned)
                        db.OrganizationRoleScopes.Add(new OrganizationRoleScope { TenantId = "default", OrganizationRoleId = role, OrganizationScopeId = scope });
                }

                if (resource is not null)
                {
                    var row = db.Resources.Single(candidate => candidate.Indicator == resource);
                    var scope = Identifier.Long();
                    db.Scopes.Add(new ResourceScope { TenantId = "default", Id = scope, ResourceId = row.Id, Name = made.Owned, CreatedAt = DateTime.UnixEpoch });
                    db.OrganizationRoleResourceScopes.Add(new OrganizationRoleResourceScope { TenantId = "default", OrganizationRoleId = role, ScopeId = scope });
                }

                return Task.CompletedTask;
            });
            return made;
        }

        public async Task<Answer> FormAnswerAsync(string path, string form, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await server.Anonymous.SendAsync(request);
            return await Answer.ReadAsync(response);
        }
    }

    /// <summary>Every text that differs from this one in one character, or in its length.</summary>
    public static IEnumerable<string> Mutations(string value)
    {
        for (var i = 0; i < value.Length; i++) yield return value[..i] + (value[i] == 'A' ? 'B' : 'A') + value[(i + 1)..];
        for (var i = 1; i < value.Length; i++) yield return value[..i];
        yield return value + "A";
        yield return value + "=";
        yield return value + "\0";
        yield return value.ToUpperInvariant();
    }
}

/// <summary>A place in an organization.</summary>
internal sealed record Membership(string OrganizationId, string RoleName, string Owned, string NotOwned);
