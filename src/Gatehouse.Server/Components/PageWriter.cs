using Microsoft.AspNetCore.Components;

namespace Gatehouse.Server.Components;

/// <summary>
/// Writes a hosted page: a Razor component in the shell of the pages. Razor makes its classes public where models are internal, so that a
/// view takes its model, and everything its frame, as a cascading value.
/// </summary>
internal static class PageWriter
{
    /// <param name="title">In the browser's title bar.</param>
    public static Task WriteAsync<TView, TModel>(HttpContext http, PageFrame frame, string title, TModel model, int status = StatusCodes.Status200OK)
        where TView : IComponent
    {
        var head = new PageHead(frame, title, HtmlAnswer.NewNonce());
        RenderFragment content = builder => Cascade.Around(builder, head, inner => Cascade.Around(inner, frame, shell =>
        {
            shell.OpenComponent<PageShell>(0);
            shell.AddComponentParameter(1, nameof(PageShell.ChildContent), Cascade.View<TView, TModel>(model));
            shell.CloseComponent();
        }));
        return HtmlAnswer.WriteAsync(http, content, PolicyOf(head), frame.Texts.Language, status);
    }

    // No form-action: Chromium holds it against wherever the answer leads next, which is the client's own address. Logos and fonts come
    // from wherever the customer keeps them; styles and scripts only from here. A captcha's provider is let in on the pages that ask for one.
    private static string PolicyOf(PageHead head)
    {
        if (head.Frame.Preview is { } preview)
            return $"sandbox; default-src 'none'; style-src 'nonce-{head.Nonce}'; img-src {preview.Origin} https: data:; font-src https: data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

        var captcha = head.Frame.Captcha?.Sources;
        return $"default-src 'none'; script-src {With("'self'", captcha?.Scripts)}; style-src 'nonce-{head.Nonce}'; img-src 'self' https: data:; font-src https: data:; "
            + $"connect-src {With("'self'", captcha?.Connections)}; {(captcha is null ? "" : $"frame-src {captcha.Frames}; ")}object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    }

    private static string With(string own, string? others) => others is null ? own : $"{own} {others}";
}

/// <param name="Nonce">Of this page's styles.</param>
internal sealed record PageHead(PageFrame Frame, string Title, string Nonce);
