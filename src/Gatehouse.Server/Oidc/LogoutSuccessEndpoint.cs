using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Oidc;

/// <summary>GET /oidc/session/end/success (contract/oidc.md 19): where a sign-out ends that no application asked to have back.</summary>
internal static class LogoutSuccessEndpoint
{
    public static Task HandleAsync(HttpContext http)
    {
        var phrases = http.RequestServices.GetRequiredService<Phrases>();
        var language = phrases.Negotiate(http.Request.Headers.AcceptLanguage);
        return HtmlPage.WriteNoticeAsync(http, language, phrases.Say(language, "logout.done"), phrases.Say(language, "logout.done_text"));
    }
}
