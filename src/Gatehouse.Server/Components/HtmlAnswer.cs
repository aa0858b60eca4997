using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Server.Components;

/// <summary>Renders a page once, on the server, and answers with it and with the headers that every page of every surface has.</summary>
internal static class HtmlAnswer
{
    /// <summary>For the <c>nonce-…</c> source of a content security policy (CSP level 3, section 2.3.1): 96 random bits.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(12));

    /// <param name="policy">The page's content security policy.</param>
    /// <param name="language">BCP 47.</param>
    public static async Task WriteAsync(HttpContext http, RenderFragment content, string policy, string language, int status)
    {
        var bytes = Encoding.UTF8.GetBytes(await RenderAsync(http, content));
        var (response, headers) = (http.Response, http.Response.Headers);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        headers.CacheControl = "no-cache, no-store, must-revalidate";
        headers.ContentLanguage = language;
        headers.Vary = "Accept-Encoding, Accept-Language, Cookie, Origin";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups";
        headers.ContentSecurityPolicy = policy;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static async Task<string> RenderAsync(HttpContext http, RenderFragment content)
    {
        var services = http.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Whole.Content)] = content });
            return (await renderer.RenderComponentAsync<Whole>(parameters)).ToHtmlString();
        });
    }

    /// <summary>A fragment as the component that the renderer asks for.</summary>
    private sealed class Whole : ComponentBase
    {
        [Parameter]
        public RenderFragment Content { get; set; } = default!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => Content(builder);
    }
}
