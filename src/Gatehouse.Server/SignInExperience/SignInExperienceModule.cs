using Gatehouse.Server.Data;

namespace Gatehouse.Server.SignInExperience;

internal static class SignInExperienceModule
{
    public static void AddSignInExperience(this IServiceCollection services)
    {
        services.AddSnapshotPart<ExperienceSettings>();
        services.AddSnapshotPart<PublishedExperience>();
        services.AddSingleton<BuiltInPhrases>();
        services.AddSingleton(CaptchaEndpoints.Public);
        services.AddSingleton<CheckCaptcha>();
        services.AddScoped<ChangeAccountCenter>();
        services.AddScoped<ChangeCaptchaProvider>();
        services.AddScoped<ChangeCustomPhrase>();
        services.AddScoped<ChangeExperience>();
        services.AddScoped<ChangeProfileField>();
        services.AddScoped<CreateProfileFields>();
        services.AddScoped<ReaderLanguage>();
    }
}
