using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Roles;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Tests.ManagementApi.Users;

/// <summary>What tests of users do again and again.</summary>
internal static class UserCalls
{
    extension(HttpClient api)
    {
        public async Task<Answer> NewUserAsync(object? fields = null) => (await api.PostAnswerAsync("/api/users", fields ?? "{}")).Expect(200);

        public async Task<IEnumerable<string>> FoundAsync(string query)
        {
            var answer = (await api.GetAnswerAsync("/api/users?page_size=100&" + query)).Expect(200);
            return answer.Json.EnumerateArray().Select(user => user.GetProperty("id").GetString()!);
        }
    }

    extension(TestServer server)
    {
        public Task<string> NewRoleAsync(RoleType type = RoleType.User, bool isDefault = false, string? name = null) => server.InDatabaseAsync(async db =>
        {
            var role = new Role
            {
                TenantId = db.TenantId, Id = Identifier.Long(), Name = name ?? TestServer.Unique("role"), Description = "of a test", Type = type, IsDefault = isDefault,
            };
            db.Roles.Add(role);
            await db.SaveChangesAsync();
            return role.Id;
        });

        /// <returns>The id of the connector.</returns>
        public Task<string> NewSsoIdentityAsync(string userId) => server.InDatabaseAsync(async db =>
        {
            var now = server.Clock.GetUtcNow().UtcDateTime;
            var account = new UserSsoIdentity
            {
                TenantId = db.TenantId, Id = Identifier.Long(), UserId = userId, Issuer = "https://idp.test", IdentityId = TestServer.Unique(),
                Detail = JsonText.FromStored("""{"email":"a@b.c"}"""), CreatedAt = now, UpdatedAt = now, SsoConnectorId = Identifier.Short(),
            };
            db.UserSsoIdentities.Add(account);
            await db.SaveChangesAsync();
            return account.SsoConnectorId;
        });

        /// <summary>Lets the server see at once what a test wrote into the database.</summary>
        public void Forget(string tenantId = "default") => server.Invalidate(tenantId);
    }
}
