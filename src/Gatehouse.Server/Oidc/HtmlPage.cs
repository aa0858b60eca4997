using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Gatehouse.Server.Oidc;

/// <summary>
/// The few pages that the provider itself shows for a moment: plain HTML in which every value is encoded, with one script at most, which
/// the policy names by its hash. Each works without script by its button.
/// </summary>
internal static class HtmlPage
{
    private const string Submit = "document.forms[0].submit()";

    private static readonly string SubmitSource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Submit)))}'";

    /// <summary>A form that submits itself.</summary>
    /// <param name="formId">Null for none.</param>
    /// <param name="outside">A field that stands outside the form and is bound to it by the form's id.</param>
    public static Task WriteFormAsync(
        HttpContext http, string language, string title, string button, string action, string? formId,
        IEnumerable<(string Name, string Value)> fields, (string Name, string Value)? outside = null)
    {
        var body = new StringBuilder("<form method=\"post\" action=\"").Append(Encoded(action)).Append('"');
        if (formId is not null) body.Append(" id=\"").Append(Encoded(formId)).Append('"');
        body.Append(">\n");
        foreach (var (name, value) in fields) Field(body, name, value).Append(">\n");
        body.Append("<noscript><button>").Append(Encoded(button)).Append("</button></noscript>\n</form>\n");
        if (outside is var (outerName, outerValue)) Field(body, outerName, outerValue).Append(" form=\"").Append(Encoded(formId!)).Append("\">\n");
        body.Append("<script>").Append(Submit).Append("</script>\n");
        // No form-action: Chromium holds it against wherever the answer leads next, which is the client's own address.
        return WriteAsync(http, language, title, body.ToString(), $"script-src {SubmitSource}; ");
    }

    /// <summary>A heading and a sentence.</summary>
    public static Task WriteNoticeAsync(HttpContext http, string language, string title, string sentence) =>
        WriteAsync(http, language, title, $"<h1>{Encoded(title)}</h1>\n<p>{Encoded(sentence)}</p>\n", "");

    private static Task WriteAsync(HttpContext http, string language, string title, string body, string policy)
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"").Append(Encoded(language))
            .Append("\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Encoded(title))
            .Append("</title></head>\n<body>\n").Append(body).Append("</body>\n</html>\n");
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; {policy}base-uri 'none'; frame-ancestors 'none'";
        return http.Response.WriteAsync(html.ToString(), http.RequestAborted);
    }

    private static StringBuilder Field(StringBuilder body, string name, string value) =>
        body.Append("<input type=\"hidden\" name=\"").Append(Encoded(name)).Append("\" value=\"").Append(Encoded(value)).Append('"');

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
