namespace Gatehouse.Server.Console.SignInExperience;

/// <summary>The tabs of the sign-in experience.</summary>
internal static class ExperienceTabs
{
    public const string Branding = "/sign-in-experience";
    public const string Methods = "/sign-in-experience/methods";
    public const string Content = "/sign-in-experience/content";
    public const string Passwords = "/sign-in-experience/passwords";
    public const string Protection = "/sign-in-experience/protection";
    public const string Captcha = "/sign-in-experience/captcha";

    private static readonly (string Path, string Name)[] All =
        [(Branding, "branding"), (Methods, "methods"), (Content, "content"), (Passwords, "passwords"), (Protection, "protection"), (Captcha, "captcha")];

    public static IReadOnlyList<(string Path, string Name)> For(ConsoleFrame frame) => [.. All.Select(tab => (tab.Path, frame.Say("experience.tab_" + tab.Name)))];
}
