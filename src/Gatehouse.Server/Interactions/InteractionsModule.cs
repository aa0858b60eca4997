using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Interactions.Passkeys;

namespace Gatehouse.Server.Interactions;

internal static class InteractionsModule
{
    public static void AddInteractions(this IServiceCollection services)
    {
        services.AddSingleton<PurgeExpiredJob>();
        services.AddHostedService(provider => provider.GetRequiredService<PurgeExpiredJob>());
        services.AddScoped<AbortInteraction>();
        services.AddScoped<AddToProfile>();
        services.AddScoped<AddressOfRecord>();
        services.AddScoped<AdvanceAuthorization>();
        services.AddScoped<AnswerMfaQuestion>();
        services.AddScoped<ApplyProfile>();
        services.AddScoped<AuthenticateWebAuthn>();
        services.AddScoped<AuthorizationAudit>();
        services.AddScoped<BeginSocial>();
        services.AddScoped<BeginTotp>();
        services.AddScoped<BindFactor>();
        services.AddScoped<ChooseEvent>();
        services.AddScoped<CountedProof>();
        services.AddScoped<CreatePasswordIdentity>();
        services.AddScoped<DescribeConsent>();
        services.AddScoped<DescribeFactorSetup>();
        services.AddScoped<DescribeSecondFactors>();
        services.AddScoped<FindConsent>();
        services.AddSingleton<InteractionQueries>();
        services.AddScoped<FindInteraction>();
        services.AddScoped<FindRecordOwner>();
        services.AddScoped<FinishAuthorization>();
        services.AddScoped<GenerateBackupCodes>();
        services.AddScoped<GiveConsent>();
        services.AddScoped<GuardAccount>();
        services.AddScoped<IdentifyUser>();
        services.AddScoped<InteractionAudit>();
        services.AddScoped<InteractionSteps>();
        services.AddScoped<JudgeSecondFactor>();
        services.AddScoped<KeepFactors>();
        services.AddScoped<KeepLocation>();
        services.AddScoped<KeepSocialTokens>();
        services.AddScoped<LoginToSession>();
        services.AddScoped<NewUserProfile>();
        services.AddScoped<NoticeNewDevice>();
        services.AddScoped<PasskeySites>();
        services.AddScoped<ProfileRules>();
        services.AddScoped<RegisterUser>();
        services.AddScoped<RegisterWebAuthn>();
        services.AddScoped<ReplaceTemporaryPassword>();
        services.AddScoped<ResetPassword>();
        services.AddScoped<SendCode>();
        services.AddScoped<SignInByPasskey>();
        services.AddScoped<StoreAvatar>();
        services.AddScoped<SubmitInteraction>();
        services.AddScoped<VerifyBackupCode>();
        services.AddScoped<VerifyCode>();
        services.AddScoped<VerifyOneTimeToken>();
        services.AddScoped<VerifyPassword>();
        services.AddScoped<VerifySocial>();
        services.AddScoped<VerifyTotp>();
    }
}
