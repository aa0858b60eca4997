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
        .Get<GetTimelineEndpoint>("/users/{userId}/timeline")
        .Get<GetCustomDataEndpoint>("/users/{userId}/custom-data")
        .Patch<ChangeCustomDataEndpoint>("/users/{userId}/custom-data")
        .Patch<ChangeProfileEndpoint>("/users/{userId}/profile")
        .Patch<SetPasswordEndpoint>("/users/{userId}/password")
        .Patch<ExpirePasswordEndpoint>("/users/{userId}/password/expiration")
        .Post<VerifyPasswordEndpoint>("/users/{userId}/password/verify")
        .Get<HasPasswordEndpoint>("/users/{userId}/has-password")
        .Patch<SuspendUserEndpoint>("/users/{userId}/is-suspended")
        .Post<InviteUserEndpoint>("/users/{userId}/invitation")
        .Get<GetUserInvitationEndpoint>("/users/{userId}/invitation")
        .Delete<RevokeUserInvitationEndpoint>("/users/{userId}/invitation")
        .Post<AddIdentityEndpoint>("/users/{userId}/identities")
        .Put<LinkIdentityEndpoint>("/users/{userId}/identities/{target}")
        .Get<GetIdentityEndpoint>("/users/{userId}/identities/{target}")
        .Delete<UnlinkIdentityEndpoint>("/users/{userId}/identities/{target}")
        .Get<GetSsoIdentityEndpoint>("/users/{userId}/sso-identities/{ssoConnectorId}")
        .Delete<UnlinkSsoIdentityEndpoint>("/users/{userId}/sso-identities/{ssoConnectorId}")
        .Get<ListAllIdentitiesEndpoint>("/users/{userId}/all-identities")
        .Get<ListUserOrganizationsEndpoint>("/users/{userId}/organizations")
        .Get<ListUserRolesEndpoint>("/users/{userId}/roles")
        .Post<AddUserRolesEndpoint>("/users/{userId}/roles")
        .Put<ReplaceUserRolesEndpoint>("/users/{userId}/roles")
        .Delete<RemoveUserRoleEndpoint>("/users/{userId}/roles/{roleId}")
        .Get<ListMfaVerificationsEndpoint>("/users/{userId}/mfa-verifications")
        .Post<CreateMfaVerificationEndpoint>("/users/{userId}/mfa-verifications")
        .Delete<DeleteMfaVerificationEndpoint>("/users/{userId}/mfa-verifications/{verificationId}")
        .Get<GetLogtoConfigEndpoint>("/users/{userId}/logto-configs")
        .Patch<ChangeLogtoConfigEndpoint>("/users/{userId}/logto-configs")
        .Get<ListPersonalAccessTokensEndpoint>("/users/{userId}/personal-access-tokens")
        .Post<CreatePersonalAccessTokenEndpoint>("/users/{userId}/personal-access-tokens")
        .Patch<RenamePersonalAccessTokenEndpoint>("/users/{userId}/personal-access-tokens")
        .Patch<RenamePersonalAccessTokenEndpoint>("/users/{userId}/personal-access-tokens/{name}")
        .Delete<DeletePersonalAccessTokenEndpoint>("/users/{userId}/personal-access-tokens/{name}")
        .Post<DeletePersonalAccessTokenByBodyEndpoint>("/users/{userId}/personal-access-tokens/delete")
        .Get<ListSessionsEndpoint>("/users/{userId}/sessions")
        .Get<GetSessionEndpoint>("/users/{userId}/sessions/{sessionId}")
        .Delete<RevokeSessionEndpoint>("/users/{userId}/sessions/{sessionId}")
        .Get<ListGrantsEndpoint>("/users/{userId}/grants")
        .Delete<RevokeGrantEndpoint>("/users/{userId}/grants/{grantId}");
}
