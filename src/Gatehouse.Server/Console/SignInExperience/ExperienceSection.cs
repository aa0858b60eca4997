namespace Gatehouse.Server.Console.SignInExperience;

/// <summary>The pages about the sign-in experience: one form each over the same object of the API.</summary>
internal static class ExperienceSection
{
    public static ConsoleRoutes MapSignInExperience(this ConsoleRoutes routes) => routes
        .Page<BrandingPage>(ExperienceTabs.Branding)
        .Page<PreviewPage>(PreviewPage.Path)
        .Page<MethodsPage>(ExperienceTabs.Methods)
        .Page<ContentPage>(ExperienceTabs.Content)
        .Page<PasswordPolicyPage>(ExperienceTabs.Passwords)
        .Page<ProtectionPage>(ExperienceTabs.Protection)
        .Page<CaptchaPage>(ExperienceTabs.Captcha);
}
