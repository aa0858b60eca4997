using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Server.Components;

/// <summary>
/// Writes a page: a Razor component, rendered once on the server, with the headers that every page has. Razor makes its classes public
/// where models are internal, so that a view takes its model, and everything its frame, as a cascading value.
/// </summary>
internal static class PageWriter
{
    /// <param name="title">In the browser's title bar.</param>
    public static async Task WriteAsync<TView, TModel>(HttpContext http, PageFrame frame, string title, TModel model, int status = StatusCodes.Status200OK)
        where TView : IComponent
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(12));
        var html = await RenderAsync<TView, TModel>(http, new PageHead(frame, title, nonce), model);
        var (response, headers) = (http.Response, http.Response.Headers);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        headers.CacheControl = "no-cache, no-store, must-revalidate";
        headers.ContentLanguage = frame.Texts.Language;
        headers.Vary = "Accept-Encoding, Accept-Language, Cookie, Origin";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups";
        // No form-action: Chromium holds it against wherever the answer leads next, which is the client's own address. Logos and fonts
        // come from wherever the customer keeps them; styles and scripts only from here.
        // A captcha's provider is let in on the pages that ask for one.
        var captcha = frame.Captcha?.Sources;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {With("'self'", captcha?.Scripts)}; style-src 'nonce-{nonce}'; img-src 'self' https: data:; font-src https: data:; "
            + $"connect-src {With("'self'", captcha?.Connections)}; {(captcha is null ? "" : $"frame-src {captcha.Frames}; ")}object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        var bytes = Encoding.UTF8.GetBytes(html);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static string With(string own, string? others) => others is null ? own : $"{own} {others}";

    private static async Task<string> RenderAsync<TView, TModel>(HttpContext http, PageHead head, TModel model) where TView : IComponent
    {
        var services = http.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(PageRoot<,>.Head)] = head,
                [nameof(PageRoot<,>.Model)] = model,
            });
            return (await renderer.RenderComponentAsync<PageRoot<TView, TModel>>(parameters)).ToHtmlString();
        });
    }
}
