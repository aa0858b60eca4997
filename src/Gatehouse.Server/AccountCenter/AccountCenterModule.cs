using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.AccountCenter.Contacts;
using Gatehouse.Server.AccountCenter.OwnData;
using Gatehouse.Server.AccountCenter.Profile;
using Gatehouse.Server.AccountCenter.Security;

namespace Gatehouse.Server.AccountCenter;

/// <summary><c>/account</c>: the pages on which users look after their own account, on the endpoint of every tenant (docs/accounts.md).</summary>
internal static class AccountCenterModule
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    public static void AddAccountCenter(this IServiceCollection services)
    {
        services.AddScoped<AccountBrowsers>();
        services.AddScoped<AccountSignIn>();
        services.AddScoped<AccountVisits>();
        services.AddScoped<PasskeyQuestion>();
    }

    public static void MapAccountCenter(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPage<ProfilePage>(AccountSignIn.StartPath);
        endpoints.MapPage<AvatarPage>(AvatarPage.Path);
        endpoints.MapPage<UsernamePage>(UsernamePage.Path);
        foreach (var contact in Contact.All)
        {
            endpoints.MapPage<AddressPage>(contact.Path, contact);
            endpoints.MapPage<AddressCodePage>(contact.CodePath, contact);
        }

        endpoints.MapPage<VerifyPage>(VerifyPage.Path);
        endpoints.MapPage<VerifyCodePage>(VerifyCodePage.Path);
        endpoints.MapPage<SecurityPage>(SecurityPage.Path);
        endpoints.MapPage<PasswordPage>(PasswordPage.Path);
        endpoints.MapPage<TotpPage>(TotpPage.Path);
        endpoints.MapPage<PasskeyPage>(PasskeyPage.Path);
        endpoints.MapPost(PasskeyQuestion.Path, http => http.RequestServices.GetRequiredService<PasskeyQuestion>().AskAsync(http)).WithDisplayName(nameof(PasskeyQuestion));
        endpoints.MapPage<BackupCodesPage>(BackupCodesPage.Path);
        endpoints.MapPage<BackupCodeFile>(BackupCodeFile.Path);
        endpoints.MapPage<FactorPage>(FactorPage.Path + "/{factorId}");
        endpoints.MapPage<ConnectionsPage>(ConnectionsPage.Path);
        endpoints.MapPage<ConnectionReturnPage>(ConnectionReturnPage.Path + "/{connectorId}", isLookedAtOnly: true);
        endpoints.MapPage<SessionsPage>(SessionsPage.Path);
        endpoints.MapPage<DataPage>(DataPage.Path);
        endpoints.MapPage<DownloadPage>(DownloadPage.Path);
        endpoints.MapPage<DeletePage>(DeletePage.Path);
        endpoints.MapPage<RestorePage>(RestorePage.Path);
        endpoints.MapPage<SignedInPage>(SignedInPage.Path);
        endpoints.MapPage<SignOutPage>(SignOutPage.Path);
    }

    private static void MapPage<T>(this IEndpointRouteBuilder endpoints, string path, params object[] about) where T : class, IAccountPage => endpoints.MapPage<T>(path, false, about);

    /// <param name="isLookedAtOnly">What is posted there is for somebody else.</param>
    private static void MapPage<T>(this IEndpointRouteBuilder endpoints, string path, bool isLookedAtOnly, params object[] about) where T : class, IAccountPage =>
        endpoints.MapMethods(path, isLookedAtOnly ? Methods[..2] : Methods, http => http.RequestServices.GetRequiredService<AccountVisits>().HandleAsync(
            http, ActivatorUtilities.CreateInstance<T>(http.RequestServices, about))).WithDisplayName(typeof(T).Name);
}
