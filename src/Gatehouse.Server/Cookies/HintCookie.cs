using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Cookies;

/// <summary>What the sign-in pages may know early: application, organization and languages (contract/oidc.md 8.1, <c>_logto</c>). Readable by script.</summary>
internal sealed class HintCookie(SignedCookies cookies)
{
    private const string Name = "_logto";

    public void Write(HttpContext http, string? applicationId, string? organizationId, string? uiLocales)
    {
        var text = JsonText.Write(json =>
        {
            json.WriteStartObject();
            if (IsTravelable(applicationId)) json.WriteString("appId", applicationId);
            if (IsTravelable(organizationId)) json.WriteString("organizationId", organizationId);
            if (IsTravelable(uiLocales)) json.WriteString("uiLocales", uiLocales);
            json.WriteEndObject();
        });
        cookies.Write(http, Name, text.Text, "/", expires: null, CookieReach.Script);
    }

    /// <summary>The value travels without any encoding: what could end the cookie or the text in it stays out.</summary>
    private static bool IsTravelable(string? text) =>
        text is { Length: > 0 and <= 256 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or ':');
}
