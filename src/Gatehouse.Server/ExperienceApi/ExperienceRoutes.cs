using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>Every route of the sign-in API (contract/experience-api.md 3, 4, 15 and 16).</summary>
internal static class ExperienceRoutes
{
    public static void AddExperienceRoutes(this ApiRoutes routes) => routes
        .Put<BeginEndpoint>("/experience")
        .Put<ChangeEventEndpoint>("/experience/interaction-event")
        .Get<GetInteractionEndpoint>("/experience/interaction")
        .Post<PasswordVerificationEndpoint>("/experience/verification/password")
        .Post<SendCodeEndpoint>("/experience/verification/verification-code")
        .Post<VerifyCodeEndpoint>("/experience/verification/verification-code/verify")
        .Post<SendMfaCodeEndpoint>("/experience/verification/mfa-verification-code")
        .Post<VerifyMfaCodeEndpoint>("/experience/verification/mfa-verification-code/verify")
        .Post<VerifyOneTimeTokenEndpoint>("/experience/verification/one-time-token/verify")
        .Post<BeginSocialEndpoint>("/experience/verification/social/{connectorId}/authorization-uri")
        .Post<VerifySocialEndpoint>("/experience/verification/social/{connectorId}/verify")
        .Post<BeginTotpEndpoint>("/experience/verification/totp/secret")
        .Post<VerifyTotpEndpoint>("/experience/verification/totp/verify")
        .Post<GenerateBackupCodesEndpoint>("/experience/verification/backup-code/generate")
        .Post<VerifyBackupCodeEndpoint>("/experience/verification/backup-code/verify")
        .Post<BeginWebAuthnRegistrationEndpoint>("/experience/verification/web-authn/registration")
        .Post<VerifyWebAuthnRegistrationEndpoint>("/experience/verification/web-authn/registration/verify")
        .Post<BeginWebAuthnAuthenticationEndpoint>("/experience/verification/web-authn/authentication")
        .Post<VerifyWebAuthnAuthenticationEndpoint>("/experience/verification/web-authn/authentication/verify")
        .Post<BeginPasskeySignInEndpoint>("/experience/verification/sign-in-passkey/authentication")
        .Post<VerifyPasskeySignInEndpoint>("/experience/verification/sign-in-passkey/authentication/verify")
        .Post<PreparePasskeySignInEndpoint>("/experience/preflight/sign-in-passkey/authentication")
        .Post<NewPasswordIdentityEndpoint>("/experience/verification/new-password-identity")
        .Post<IdentificationEndpoint>("/experience/identification")
        .Post<AddProfileEndpoint>("/experience/profile")
        .Put<ResetPasswordEndpoint>("/experience/profile/password")
        .Post<BindFactorEndpoint>("/experience/profile/mfa")
        .Post<EnableMfaEndpoint>("/experience/profile/mfa/mfa-enabled")
        .Post<SkipMfaEndpoint>("/experience/profile/mfa/mfa-skipped")
        .Post<SkipMfaSuggestionEndpoint>("/experience/profile/mfa/mfa-suggestion-skipped")
        .Post<SkipPasskeyEndpoint>("/experience/profile/mfa/passkey-skipped")
        .Post<BindPasskeyEndpoint>("/experience/profile/mfa/passkey")
        .Post<SubmitEndpoint>("/experience/submit")
        .Post<UploadAvatarEndpoint>("/experience/user-assets/avatar")
        .Get<FindSsoConnectorsEndpoint>("/experience/sso-connectors")
        .Get<GetConsentEndpoint>("/interaction/consent")
        .Post<GiveConsentEndpoint>("/interaction/consent")
        .Delete<AbortEndpoint>("/interaction");
}
