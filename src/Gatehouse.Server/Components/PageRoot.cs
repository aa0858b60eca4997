using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gatehouse.Server.Components;

/// <param name="Nonce">Of this page's styles.</param>
internal sealed record PageHead(PageFrame Frame, string Title, string Nonce);

/// <summary>The shell with a view in it, both of which find frame and model as cascading values.</summary>
internal sealed class PageRoot<TView, TModel> : ComponentBase where TView : IComponent
{
    [Parameter]
    public PageHead Head { get; set; } = default!;

    [Parameter]
    public TModel Model { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder) =>
        Around(builder, Head, inner => Around(inner, Head.Frame, shell =>
        {
            shell.OpenComponent<PageShell>(0);
            shell.AddComponentParameter(1, nameof(PageShell.ChildContent), (RenderFragment)(content => Around(content, Model, view =>
            {
                view.OpenComponent<TView>(0);
                view.CloseComponent();
            })));
            shell.CloseComponent();
        }));

    private static void Around<T>(RenderTreeBuilder builder, T value, RenderFragment content)
    {
        builder.OpenComponent<CascadingValue<T>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), value);
        builder.AddComponentParameter(2, nameof(CascadingValue<>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<>.ChildContent), content);
        builder.CloseComponent();
    }
}
