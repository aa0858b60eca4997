using Gatehouse.Server.Components;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Server.AccountCenter;

/// <summary>Writes a page of the account centre: a view in its shell.</summary>
internal static class AccountWriter
{
    public static Task WriteAsync<TView, TModel>(HttpContext http, AccountFrame frame, string title, TModel model, int status) where TView : IComponent
    {
        var head = new PageHead(frame.Page, title, HtmlAnswer.NewNonce());
        RenderFragment content = builder => Cascade.Around(builder, head, inner => Cascade.Around(inner, frame.Page, page => Cascade.Around(page, frame, shell =>
        {
            shell.OpenComponent<AccountShell>(0);
            shell.AddComponentParameter(1, nameof(AccountShell.ChildContent), Cascade.View<TView, TModel>(model));
            shell.CloseComponent();
        })));
        // No form-action: linking an account leads on to its provider.
        var policy = $"default-src 'none'; script-src 'self'; style-src 'nonce-{head.Nonce}'; img-src 'self' https: data:; font-src https: data:; connect-src 'self'; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        return HtmlAnswer.WriteAsync(http, content, policy, frame.Texts.Language, status);
    }
}
