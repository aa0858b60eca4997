using Gatehouse.Server.SignIn.Codes;
using Gatehouse.Server.SignIn.Continue;
using Gatehouse.Server.SignIn.Invitations;
using Gatehouse.Server.SignIn.MagicLinks;
using Gatehouse.Server.SignIn.Mfa;
using Gatehouse.Server.SignIn.Passwords;
using Gatehouse.Server.SignIn.Registration;
using Gatehouse.Server.SignIn.Social;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.SignIn;

/// <summary>The pages of an interaction, on the endpoint of every tenant (contract/oidc.md 6 and 8.4).</summary>
internal static class SignInModule
{
    /// <summary>A HEAD is answered as the GET would be (RFC 9110 section 9.3.2).</summary>
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<ProviderCallback>();
        services.AddScoped<PageVisits>();
        services.AddScoped<SignInOffers>();
        services.AddScoped<SignUpOffers>();
        services.AddScoped<SignInByPassword>();
        services.AddScoped<SendToVisitor>();
        services.AddScoped<Onward>();
        services.AddScoped<SignInPage>();
        services.AddScoped<PasswordPage>();
        services.AddScoped<RegisterPage>();
        services.AddScoped<CodePage>();
        services.AddScoped<AccountQuestion>();
        services.AddScoped<ForgotPasswordPage>();
        services.AddScoped<ResetPasswordPage>();
        services.AddScoped<UsernamePage>();
        services.AddScoped<AddressPage>();
        services.AddScoped<NewPasswordPage>();
        services.AddScoped<ProfilePage>();
        services.AddScoped<DirectPage>();
        services.AddScoped<CallbackPage>();
        services.AddScoped<LinkPage>();
        services.AddScoped<OneTimeTokenPage>();
        services.AddScoped<MagicLinkGuard>();
        services.AddScoped<SwitchAccountPage>();
        services.AddScoped<InvitationPage>();
        services.AddScoped<PasskeyPage>();
        services.AddScoped<EnterFactor>();
        services.AddScoped<SkipQuestion>();
        services.AddScoped<FactorListPage>();
        services.AddScoped<OnboardingPage>();
        services.AddScoped<ShowCodePage>();
        services.AddScoped<ShowPasskeyPage>();
        services.AddScoped<BindTotpPage>();
        services.AddScoped<BindPasskeyPage>();
        services.AddScoped<BackupCodesPage>();
        services.AddScoped<ConsentPage>();
        services.AddScoped<EndPages>();
    }

    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage<SignInPage>(SignInPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<SignInPage>(SignInPage.IdentifierPath, (page, http) => page.GetIdentifierAsync(http), (page, http) => page.PostIdentifierAsync(http));
        endpoints.MapPage<PasswordPage>(PasswordPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<RegisterPage>(RegisterPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<RegisterPage>(RegisterPage.IdentifierPath, (page, http) => page.GetIdentifierAsync(http), (page, http) => page.PostIdentifierAsync(http));
        foreach (var way in CodeWay.All)
            endpoints.MapPage<CodePage>(way.Path, (page, http) => page.GetAsync(http, way), (page, http) => page.PostAsync(http, way));
        endpoints.MapPage<AccountQuestion>(AccountQuestion.NewPath, (page, http) => page.GetNewAsync(http), (page, http) => page.PostNewAsync(http));
        endpoints.MapPage<AccountQuestion>(AccountQuestion.ExistingPath, (page, http) => page.GetExistingAsync(http), (page, http) => page.PostExistingAsync(http));
        endpoints.MapPage<ForgotPasswordPage>(ForgotPasswordPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<ResetPasswordPage>(ResetPasswordPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<ResetPasswordPage>(ResetPasswordPage.DonePath, (page, http) => page.GetDoneAsync(http));
        endpoints.MapPage<UsernamePage>(UsernamePage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapSecondFactors();
        foreach (var path in AddressPage.Paths)
            endpoints.MapPage<AddressPage>(path, (page, http) => page.GetAsync(http, path), (page, http) => page.PostAsync(http, path));
        endpoints.MapPage<NewPasswordPage>(NewPasswordPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<ProfilePage>(ProfilePage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<DirectPage>("/direct/{method}/{target?}", (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<CallbackPage>("/callback/{connectorId}", (page, http) => page.GetAsync(http));
        endpoints.MapPage<LinkPage>("/social/link/{connectorId}", (page, http) => page.GetLinkAsync(http), (page, http) => page.PostLinkAsync(http));
        endpoints.MapPage<LinkPage>("/social/register/{connectorId}", (page, http) => page.GetRegisterAsync(http), (page, http) => page.PostRegisterAsync(http));
        endpoints.MapPage<OneTimeTokenPage>(OneTimeTokenPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<SwitchAccountPage>(SwitchAccountPage.Path, (page, http) => page.GetAsync(http));
        endpoints.MapPage<InvitationPage>(InvitationPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<InvitationPage>(InvitationPage.DonePath, (page, http) => page.GetDoneAsync(http));
        endpoints.MapPage<ConsentPage>(ConsentPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        foreach (var path in (string[])["/callback/{connectorId}", "/account/callback/social/{connectorId}"])
            endpoints.MapPost(path, http => http.RequestServices.GetRequiredService<ProviderCallback>().HandleAsync(http)).WithDisplayName(nameof(ProviderCallback));
        endpoints.MapPage<EndPages>("/unknown-session", (page, http) => page.UnknownSessionAsync(http));
        endpoints.MapPage<EndPages>("/", (page, http) => page.RootAsync(http));
        endpoints.MapPage<EndPages>("/{**path}", (page, http) => page.NotFoundAsync(http));
    }

    private static void MapSecondFactors(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage<PasskeyPage>(PasskeyPage.Path, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<FactorListPage>(MfaPaths.Verification, (page, http) => page.GetToShowAsync(http), (page, http) => page.PostToShowAsync(http));
        foreach (var factor in ShowCodePage.Factors)
            endpoints.MapPage<ShowCodePage>(MfaPaths.ToShow(factor), (page, http) => page.GetAsync(http, factor), (page, http) => page.PostAsync(http, factor));
        endpoints.MapPage<ShowPasskeyPage>(MfaPaths.ToShow(MfaFactor.WebAuthn), (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<OnboardingPage>(MfaPaths.Onboarding, (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<FactorListPage>(MfaPaths.Binding, (page, http) => page.GetToBindAsync(http), (page, http) => page.PostToBindAsync(http));
        endpoints.MapPage<BindTotpPage>(MfaPaths.ToBind(MfaFactor.Totp), (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        foreach (var (path, isToSignIn) in ((string, bool)[])[(MfaPaths.ToBind(MfaFactor.WebAuthn), false), (MfaPaths.Passkey, true)])
            endpoints.MapPage<BindPasskeyPage>(path, (page, http) => page.GetAsync(http, isToSignIn), (page, http) => page.PostAsync(http, isToSignIn));
        endpoints.MapPage<BackupCodesPage>(MfaPaths.ToBind(MfaFactor.BackupCode), (page, http) => page.GetAsync(http), (page, http) => page.PostAsync(http));
        endpoints.MapPage<BackupCodesPage>(BackupCodesPage.DownloadPath, (page, http) => page.DownloadAsync(http));
    }

    /// <param name="post">Null: the page has no form.</param>
    private static void MapPage<T>(this IEndpointRouteBuilder endpoints, string path, Func<T, HttpContext, Task> get, Func<T, HttpContext, Task>? post = null)
        where T : notnull
    {
        endpoints.MapMethods(path, ReadMethods, http => get(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);
        if (post is not null) endpoints.MapPost(path, http => post(http.RequestServices.GetRequiredService<T>(), http)).WithDisplayName(typeof(T).Name);
    }
}
