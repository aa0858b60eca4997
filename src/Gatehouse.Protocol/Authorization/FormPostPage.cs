using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// The page of <c>response_mode=form_post</c>: OAuth 2.0 Form Post Response Mode section 2. It submits itself, and by its button where
/// scripts are off; all that it holds is encoded, and the one script is always the same.
/// </summary>
public static class FormPostPage
{
    private const string Script = "document.forms[0].submit()";

    private static readonly string ScriptSource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'";

    /// <param name="redirectUri">As the request named it, after it was found registered.</param>
    /// <param name="language">Of title and button.</param>
    /// <param name="title">What a person reads for a moment.</param>
    /// <param name="button">What goes on where scripts are off.</param>
    public static string Html(string redirectUri, AuthorizationResponse response, string language, string title, string button)
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"").Append(Encoded(language))
            .Append("\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Encoded(title))
            .Append("</title></head>\n<body>\n<form method=\"post\" action=\"").Append(Encoded(UriText.Escape(redirectUri))).Append("\">\n");
        foreach (var (name, value) in response.Parameters)
        {
            html.Append("<input type=\"hidden\" name=\"").Append(Encoded(name)).Append("\" value=\"").Append(Encoded(value)).Append("\">\n");
        }

        return html.Append("<noscript><button>").Append(Encoded(button)).Append("</button></noscript>\n</form>\n<script>").Append(Script)
            .Append("</script>\n</body>\n</html>\n").ToString();
    }

    /// <summary>
    /// The header <c>Content-Security-Policy</c> that lets this page do its one thing. <c>form-action</c> names the scheme and not the host,
    /// because Chromium holds it against wherever the client sends the user next.
    /// </summary>
    public static string ContentSecurityPolicy(string redirectUri)
    {
        var scheme = redirectUri[..(redirectUri.IndexOf(':', StringComparison.Ordinal) + 1)].ToLowerInvariant();
        var targets = scheme is "https:" ? scheme : scheme + " https:";
        return $"default-src 'none'; script-src {ScriptSource}; form-action {targets}; base-uri 'none'; frame-ancestors 'none'";
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
