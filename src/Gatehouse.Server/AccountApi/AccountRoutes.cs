using Gatehouse.Server.AccountApi.Addresses;
using Gatehouse.Server.AccountApi.Deletion;
using Gatehouse.Server.AccountApi.Identities;
using Gatehouse.Server.AccountApi.Mfa;
using Gatehouse.Server.AccountApi.Profile;
using Gatehouse.Server.AccountApi.Sessions;
using Gatehouse.Server.AccountApi.Verifications;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi;

/// <summary>Every route of the Account API (contract/account-api.md 4 to 11).</summary>
internal static class AccountRoutes
{
    public static void AddAccountRoutes(this ApiRoutes routes) => routes
        .Get<GetAccountEndpoint>("/my-account")
        .Patch<ChangeAccountEndpoint>("/my-account")
        .Patch<ChangeProfileEndpoint>("/my-account/profile")
        .Post<ChangePasswordEndpoint>("/my-account/password")
        .Post<UploadAvatarEndpoint>("/my-account/user-assets/avatar")
        .Post<SetAddressEndpoint<EmailAddress>>("/my-account/primary-email")
        .Delete<RemoveAddressEndpoint<EmailAddress>>("/my-account/primary-email")
        .Post<SetAddressEndpoint<PhoneNumber>>("/my-account/primary-phone")
        .Delete<RemoveAddressEndpoint<PhoneNumber>>("/my-account/primary-phone")
        .Post<AddIdentityEndpoint>("/my-account/identities")
        .Put<ReplaceIdentityEndpoint>("/my-account/identities")
        .Delete<RemoveIdentityEndpoint>("/my-account/identities/{target}")
        .Get<GetTokenEndpoint>("/my-account/identities/{target}/access-token")
        .Put<ReplaceTokenEndpoint>("/my-account/identities/{target}/access-token")
        .Get<GetEnterpriseTokenEndpoint>("/my-account/sso-identities/{connectorId}/access-token")
        .Get<GetMfaSettingsEndpoint>("/my-account/mfa-settings")
        .Patch<ChangeMfaSettingsEndpoint>("/my-account/mfa-settings")
        .Get<GetLogtoConfigEndpoint>("/my-account/logto-configs")
        .Patch<ChangeLogtoConfigEndpoint>("/my-account/logto-configs")
        .Get<ListFactorsEndpoint>("/my-account/mfa-verifications")
        .Post<AddFactorEndpoint>("/my-account/mfa-verifications")
        .Put<ReplaceTotpEndpoint>("/my-account/mfa-verifications/totp")
        .Post<GenerateTotpSecretEndpoint>("/my-account/mfa-verifications/totp-secret/generate")
        .Post<GenerateBackupCodesEndpoint>("/my-account/mfa-verifications/backup-codes/generate")
        .Get<GetBackupCodesEndpoint>("/my-account/mfa-verifications/backup-codes")
        .Patch<RenameFactorEndpoint>("/my-account/mfa-verifications/{verificationId}/name")
        .Delete<RemoveFactorEndpoint>("/my-account/mfa-verifications/{verificationId}")
        .Get<ListSessionsEndpoint>("/my-account/sessions")
        .Delete<RevokeSessionEndpoint>("/my-account/sessions/{sessionId}")
        .Get<ListGrantsEndpoint>("/my-account/grants")
        .Delete<RevokeGrantEndpoint>("/my-account/grants/{grantId}")
        .Get<GetDeletionEndpoint>("/my-account/deletion")
        .Post<AskForDeletionEndpoint>("/my-account/deletion")
        .Delete<TakeBackDeletionEndpoint>("/my-account/deletion")
        .Post<VerifyPasswordEndpoint>("/verifications/password")
        .Post<SendCodeEndpoint>("/verifications/verification-code")
        .Post<VerifyCodeEndpoint>("/verifications/verification-code/verify")
        .Post<AskProviderEndpoint>("/verifications/social")
        .Post<VerifySocialEndpoint>("/verifications/social/verify")
        .Post<AskPasskeyEndpoint>("/verifications/web-authn/registration")
        .Post<VerifyPasskeyEndpoint>("/verifications/web-authn/registration/verify");
}
