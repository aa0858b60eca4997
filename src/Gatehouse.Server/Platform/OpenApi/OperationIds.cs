using System.Text.RegularExpressions;

namespace Gatehouse.Server.Platform.OpenApi;

/// <summary>
/// What operations are called in the OpenAPI documents: clients that are generated from them make a method of each. Logto's names, most of
/// which follow a rule.
/// </summary>
internal static partial class OperationIds
{
    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["GET"] = "Get", ["POST"] = "Create", ["PUT"] = "Replace", ["PATCH"] = "Update", ["DELETE"] = "Delete",
    };

    /// <summary>The names that follow no rule.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["GET /api/.well-known/phrases"] = "GetSignInExperiencePhrases",
        ["GET /api/.well-known/sign-in-exp"] = "GetSignInExperienceConfig",
        ["GET /api/account-center"] = "GetAccountCenterSettings",
        ["PATCH /api/account-center"] = "UpdateAccountCenterSettings",
        ["POST /api/applications/{applicationId}/roles"] = "AssignApplicationRoles",
        ["GET /api/authn/hasura"] = "GetHasuraAuth",
        ["POST /api/authn/saml/{connectorId}"] = "AssertSaml",
        ["POST /api/authn/single-sign-on/saml/{connectorId}"] = "AssertSingleSignOnSaml",
        ["PUT /api/captcha-provider"] = "UpdateCaptchaProvider",
        ["POST /api/cimd/user-consent-scopes"] = "AssignCimdUserConsentScopes",
        ["GET /api/configs/actions"] = "ListActions",
        ["POST /api/configs/actions/test"] = "TestAction",
        ["DELETE /api/configs/actions/{actionType}"] = "DeleteAction",
        ["GET /api/configs/actions/{actionType}"] = "GetAction",
        ["PATCH /api/configs/actions/{actionType}"] = "UpdateAction",
        ["PUT /api/configs/actions/{actionType}"] = "UpsertAction",
        ["GET /api/configs/admin-console"] = "GetAdminConsoleConfig",
        ["PATCH /api/configs/admin-console"] = "UpdateAdminConsoleConfig",
        ["GET /api/configs/cimd"] = "GetCimdConfig",
        ["PATCH /api/configs/cimd"] = "UpdateCimdConfig",
        ["GET /api/configs/id-token"] = "GetIdTokenConfig",
        ["PUT /api/configs/id-token"] = "UpsertIdTokenConfig",
        ["GET /api/configs/jwt-customizer"] = "ListJwtCustomizers",
        ["POST /api/configs/jwt-customizer/test"] = "TestJwtCustomizer",
        ["DELETE /api/configs/jwt-customizer/{tokenTypePath}"] = "DeleteJwtCustomizer",
        ["GET /api/configs/jwt-customizer/{tokenTypePath}"] = "GetJwtCustomizer",
        ["PATCH /api/configs/jwt-customizer/{tokenTypePath}"] = "UpdateJwtCustomizer",
        ["PUT /api/configs/jwt-customizer/{tokenTypePath}"] = "UpsertJwtCustomizer",
        ["GET /api/configs/oidc/session"] = "GetOidcSessionConfig",
        ["PATCH /api/configs/oidc/session"] = "UpdateOidcSessionConfig",
        ["GET /api/configs/oidc/{keyType}"] = "GetOidcKeys",
        ["POST /api/configs/oidc/{keyType}/rotate"] = "RotateOidcKeys",
        ["DELETE /api/configs/oidc/{keyType}/{keyId}"] = "DeleteOidcKey",
        ["POST /api/custom-profile-fields/batch"] = "CreateCustomProfileFieldsBatch",
        ["POST /api/custom-profile-fields/properties/sie-order"] = "UpdateCustomProfileFieldsSieOrder",
        ["DELETE /api/custom-profile-fields/{name}"] = "DeleteCustomProfileFieldByName",
        ["GET /api/custom-profile-fields/{name}"] = "GetCustomProfileFieldByName",
        ["PUT /api/custom-profile-fields/{name}"] = "UpdateCustomProfileFieldByName",
        ["GET /api/dashboard/users/active"] = "GetActiveUserCounts",
        ["GET /api/dashboard/users/new"] = "GetNewUserCounts",
        ["GET /api/dashboard/users/total"] = "GetTotalUserCount",
        ["POST /api/domains/cleanup"] = "CleanupDomains",
        ["DELETE /api/email-templates"] = "DeleteEmailTemplates",
        ["PATCH /api/email-templates/{id}/details"] = "UpdateEmailTemplateDetails",
        ["PUT /api/experience"] = "InitInteraction",
        ["POST /api/experience/identification"] = "IdentifyUser",
        ["GET /api/experience/interaction"] = "GetInteraction",
        ["PUT /api/experience/interaction-event"] = "UpdateInteractionEvent",
        ["POST /api/experience/preflight/sign-in-passkey/authentication"] = "CreateSignInPasskeyAuthentication",
        ["POST /api/experience/profile/mfa"] = "BindMfaVerification",
        ["POST /api/experience/profile/mfa/mfa-enabled"] = "MarkMfaEnabled",
        ["POST /api/experience/profile/mfa/mfa-skipped"] = "SkipMfaBindingFlow",
        ["POST /api/experience/profile/mfa/mfa-suggestion-skipped"] = "SkipMfaSuggestion",
        ["POST /api/experience/profile/mfa/passkey"] = "BindPasskey",
        ["POST /api/experience/profile/mfa/passkey-skipped"] = "SkipPasskeyBinding",
        ["POST /api/experience/submit"] = "SubmitInteraction",
        ["POST /api/experience/verification/backup-code/generate"] = "GenerateBackupCodes",
        ["POST /api/experience/verification/backup-code/verify"] = "VerifyBackupCode",
        ["POST /api/experience/verification/mfa-verification-code"] = "CreateAndSendMfaVerificationCode",
        ["POST /api/experience/verification/mfa-verification-code/verify"] = "VerifyMfaVerificationCode",
        ["POST /api/experience/verification/one-time-token/verify"] = "VerifyOneTimeTokenVerification",
        ["POST /api/experience/verification/password"] = "CreatePasswordVerification",
        ["POST /api/experience/verification/sign-in-passkey/authentication"] = "CreateSignInPasskeyAuthenticationWithIdentifier",
        ["POST /api/experience/verification/sign-in-passkey/authentication/verify"] = "VerifySignInPasskeyAuthentication",
        ["POST /api/experience/verification/totp/secret"] = "CreateTotpSecret",
        ["POST /api/experience/verification/totp/verify"] = "VerifyTotpVerification",
        ["POST /api/experience/verification/verification-code"] = "CreateAndSendVerificationCode",
        ["POST /api/experience/verification/verification-code/verify"] = "VerifyVerificationCodeVerification",
        ["POST /api/experience/verification/web-authn/authentication"] = "CreateWebAuthnAuthenticationVerification",
        ["POST /api/experience/verification/web-authn/authentication/verify"] = "VerifyWebAuthnAuthenticationVerification",
        ["POST /api/experience/verification/web-authn/registration"] = "CreateWebAuthnRegistrationVerification",
        ["POST /api/experience/verification/web-authn/registration/verify"] = "VerifyWebAuthnRegistrationVerification",
        ["POST /api/hooks/{id}/deliveries/redeliver"] = "RedeliverMany",
        ["POST /api/hooks/{id}/deliveries/{eventId}/redeliver"] = "Redeliver",
        ["GET /api/my-account"] = "GetProfile",
        ["PATCH /api/my-account"] = "UpdateProfile",
        ["GET /api/my-account/grants"] = "GetGrants",
        ["DELETE /api/my-account/grants/{grantId}"] = "DeleteGrantById",
        ["POST /api/my-account/identities"] = "AddUserIdentities",
        ["PUT /api/my-account/identities"] = "ReplaceMyAccountIdentity",
        ["DELETE /api/my-account/identities/{target}"] = "DeleteIdentity",
        ["GET /api/my-account/identities/{target}/access-token"] = "GetSocialIdentityAccessToken",
        ["PUT /api/my-account/identities/{target}/access-token"] = "UpdateSocialIdentityAccessTokenByVerificationId",
        ["GET /api/my-account/logto-configs"] = "GetLogtoConfig",
        ["PATCH /api/my-account/logto-configs"] = "UpdateLogtoConfig",
        ["GET /api/my-account/mfa-settings"] = "GetMfaSettings",
        ["PATCH /api/my-account/mfa-settings"] = "UpdateMfaSettings",
        ["GET /api/my-account/mfa-verifications"] = "GetMfaVerifications",
        ["POST /api/my-account/mfa-verifications"] = "AddMfaVerification",
        ["GET /api/my-account/mfa-verifications/backup-codes"] = "GetBackupCodes",
        ["POST /api/my-account/mfa-verifications/backup-codes/generate"] = "GenerateMyAccountBackupCodes",
        ["PUT /api/my-account/mfa-verifications/totp"] = "CreateOrReplaceTotpMfaVerification",
        ["POST /api/my-account/mfa-verifications/totp-secret/generate"] = "GenerateTotpSecret",
        ["DELETE /api/my-account/mfa-verifications/{verificationId}"] = "DeleteMfaVerification",
        ["PATCH /api/my-account/mfa-verifications/{verificationId}/name"] = "UpdateMfaVerificationName",
        ["POST /api/my-account/password"] = "UpdatePassword",
        ["POST /api/my-account/primary-email"] = "UpdatePrimaryEmail",
        ["DELETE /api/my-account/primary-email"] = "DeletePrimaryEmail",
        ["POST /api/my-account/primary-phone"] = "UpdatePrimaryPhone",
        ["DELETE /api/my-account/primary-phone"] = "DeletePrimaryPhone",
        ["PATCH /api/my-account/profile"] = "UpdateOtherProfile",
        ["GET /api/my-account/sessions"] = "GetSessions",
        ["DELETE /api/my-account/sessions/{sessionId}"] = "DeleteSessionById",
        ["GET /api/my-account/sso-identities/{connectorId}/access-token"] = "GetEnterpriseSsoIdentityAccessToken",
        ["POST /api/my-account/user-assets/avatar"] = "UploadAccountAvatar",
        ["POST /api/one-time-tokens"] = "AddOneTimeTokens",
        ["POST /api/one-time-tokens/verify"] = "VerifyOneTimeToken",
        ["POST /api/organizations/{id}/applications"] = "AddOrganizationApplications",
        ["POST /api/organizations/{id}/applications/roles"] = "AssignOrganizationRolesToApplications",
        ["POST /api/organizations/{id}/applications/{applicationId}/roles"] = "AssignOrganizationRolesToApplication",
        ["POST /api/organizations/{id}/users"] = "AddOrganizationUsers",
        ["POST /api/organizations/{id}/users/roles"] = "AssignOrganizationRolesToUsers",
        ["POST /api/organizations/{id}/users/{userId}/roles"] = "AssignOrganizationRolesToUser",
        ["GET /api/saml-applications/{id}/metadata"] = "ListSamlApplicationMetadata",
        ["POST /api/sentinel-activities/delete"] = "DeleteSentinelActivities",
        ["POST /api/sign-in-exp/default/check-password"] = "CheckPasswordWithDefaultSignInExperience",
        ["POST /api/sign-in-exp/default/custom-ui-assets"] = "UploadCustomUiAssets",
        ["GET /api/tenants"] = "ListTenants",
        ["POST /api/tenants"] = "CreateTenant",
        ["POST /api/sign-in-exp/preview"] = "PreviewSignInExperience",
        ["GET /api/sign-in-exp/username-policy/case-sensitivity-conflicts"] = "GetUsernameCaseSensitivityConflicts",
        ["GET /api/systems/application"] = "GetSystemApplicationConfig",
        ["GET /api/users/{userId}/custom-data"] = "ListUserCustomData",
        ["PATCH /api/users/{userId}/logto-configs"] = "UpdateUserLogtoConfigs",
        ["POST /api/users/{userId}/password/verify"] = "VerifyUserPassword",
        ["PATCH /api/users/{userId}/personal-access-tokens"] = "UpdatePersonalAccessTokenName",
        ["POST /api/users/{userId}/personal-access-tokens/delete"] = "DeletePersonalAccessTokenPost",
        ["POST /api/users/{userId}/roles"] = "AssignUserRoles",
        ["POST /api/verification-codes/verify"] = "VerifyVerificationCode",
        ["POST /api/verifications/password"] = "CreateVerificationByPassword",
        ["POST /api/verifications/social"] = "CreateVerificationBySocial",
        ["POST /api/verifications/social/verify"] = "VerifyVerificationBySocial",
        ["POST /api/verifications/verification-code"] = "CreateVerificationByVerificationCode",
        ["POST /api/verifications/verification-code/verify"] = "VerifyVerificationByVerificationCode",
        ["POST /api/verifications/web-authn/registration"] = "GenerateWebAuthnRegistrationOptions",
        ["POST /api/verifications/web-authn/registration/verify"] = "VerifyWebAuthnRegistration",
    };

    /// <param name="path">With the parameters in braces: <c>/api/users/{userId}/roles</c>.</param>
    public static string Of(string method, string path) => Exceptions.GetValueOrDefault($"{method} {path}") ?? ByRule(method, path);

    /// <summary>The words of the path without its parameters, in the singular but for the last one of a whole list.</summary>
    private static string ByRule(string method, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        var words = segments.Where(segment => segment[0] != '{').ToList();
        var ofMany = segments[^1][0] != '{' && Singular(words[^1]) != words[^1];
        var isList = method == "GET" && ofMany;
        var last = isList || (method == "PUT" && ofMany) ? words[^1] : Singular(words[^1]);
        return (isList ? "List" : Verbs[method]) + string.Concat(words.SkipLast(1).Select(Singular).Append(last).Select(Pascal));
    }

    private static string Singular(string word) => word switch
    {
        _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        _ when word.EndsWith("sses", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) => word,
        _ when word.EndsWith('s') => word[..^1],
        _ => word,
    };

    private static string Pascal(string word) => Start().Replace(word, match => match.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("(?:^|[-.]+)([a-z])")]
    private static partial Regex Start();
}
