using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>Every route below <c>/api/users</c> (contract/management-api.md 2).</summary>
internal static class UserRoutes
{
    public static void AddUserRoutes(this ApiRoutes routes) => routes
        .Post<CreateUserEndpoint>("/users")
        .Get<ListUsersEndpoint>("/users")
        .Get<GetUserEndpoint>("/users/{userId}")
        .Patch<ChangeUserEndpoint>("/users/{userId}")
        .Delete<DeleteUserEndpoint>("/users/{userId}")
        .Get<GetCustomDataEndpoint>("/users/{userId}/custom-data")
        .Patch<ChangeCustomDataEndpoint>("/users/{userId}/custom-data")
        .Patch<ChangeProfileEndpoint>("/users/{userId}/profile")
        .Patch<SetPasswordEndpoint>("/users/{userId}/password")
        .Patch<ExpirePasswordEndpoint>("/users/{userId}/password/expiration")
        .Post<VerifyPasswordEndpoint>("/users/{userId}/password/verify")
        .Get<HasPasswordEndpoint>("/users/{userId}/has-password")
        .Patch<SuspendUserEndpoint>("/users/{userId}/is-suspended")
        .Post<AddIdentityEndpoint>("/users/{userId}/identities")
        .Put<LinkIdentityEndpoint>("/users/{userId}/identities/{target}")
        .Get<GetIdentityEndpoint>("/users/{userId}/identities/{target}")
        .Delete<UnlinkIdentityEndpoint>("/users/{userId}/identities/{target}")
        .Get<GetSsoIdentityEndpoint>("/users/{userId}/sso-identities/{ssoConnectorId}")
        .Get<ListAllIdentitiesEndpoint>("/users/{userId}/all-identities")
        .Get<ListUserRolesEndpoint>("/users/{userId}/roles")
        .Post<AddUserRolesEndpoint>("/users/{userId}/roles")
        .Put<ReplaceUserRolesEndpoint>("/users/{userId}/roles")
        .Delete<RemoveUserRoleEndpoint>("/users/{userId}/roles/{roleId}");
}
