using Gatehouse.Server.Components;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Server.Console;

/// <summary>Writes a page of the console: a view in the console's shell.</summary>
internal static class ConsoleWriter
{
    /// <summary>A part of a page, for a script of ours to put in its place.</summary>
    public static Task WriteFragmentAsync<TView, TModel>(HttpContext http, ConsoleFrame frame, TModel model) where TView : IComponent =>
        HtmlAnswer.WriteAsync(
            http, builder => Cascade.Around(builder, frame, Cascade.View<TView, TModel>(model)), "default-src 'none'", frame.Texts.Language, StatusCodes.Status200OK);

    // The preview of the sign-in pages is a page of our own; avatars and logos come from wherever they are kept.
    public static Task WriteAsync<TView, TModel>(HttpContext http, ConsoleFrame frame, string title, TModel model, int status) where TView : IComponent
    {
        var head = new ConsoleHead(title, HtmlAnswer.NewNonce());
        RenderFragment content = builder => Cascade.Around(builder, head, inner => Cascade.Around(inner, frame, shell =>
        {
            shell.OpenComponent<ConsoleShell>(0);
            shell.AddComponentParameter(1, nameof(ConsoleShell.ChildContent), Cascade.View<TView, TModel>(model));
            shell.CloseComponent();
        }));
        var policy = $"default-src 'none'; script-src 'self' 'nonce-{head.Nonce}'; style-src 'self'; img-src 'self' https: data: {frame.Endpoint}; connect-src 'self'; "
            + $"frame-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        return HtmlAnswer.WriteAsync(http, content, policy, frame.Texts.Language, status);
    }
}

/// <param name="Title">In the browser's title bar, before the console's name.</param>
/// <param name="Nonce">Of the page's speculation rules, which are a script to the browser.</param>
internal sealed record ConsoleHead(string Title, string Nonce);
