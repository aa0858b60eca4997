using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.AccountCenter;

/// <summary>The routes of <c>/api/account-center</c> (contract/management-misc.md 5).</summary>
internal static class AccountCenterRoutes
{
    public static void AddAccountCenterRoutes(this ApiRoutes routes) => routes
        .Get<GetAccountCenterEndpoint>("/account-center")
        .Patch<ChangeAccountCenterEndpoint>("/account-center");
}
