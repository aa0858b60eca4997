using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>
/// POST /account/security/passkeys/options: what the script makes a passkey with, as the API says it (contract/account-api.md 11). Only a
/// script of this very site can ask: another site's would need leave for the media type, which it does not get.
/// </summary>
internal sealed class PasskeyQuestion(AccountBrowsers browsers, OwnApi api, CurrentTenant tenant)
{
    public const string Path = PasskeyPage.Path + "/options";

    public async Task AskAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!browsers.IsFromHere(http) || http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true || await browsers.TokenAsync(http) is not { } token)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            var answer = await new OwnAccount(api, http, tenant.Id, token, "en").PostAsync("/api/verifications/web-authn/registration");
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
        }
        catch (SignedOutException)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }
}
