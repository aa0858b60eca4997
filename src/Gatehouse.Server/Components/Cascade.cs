using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Gatehouse.Server.Components;

/// <summary>Gives everything inside a value by its type: the way of internal models into Razor's public components.</summary>
internal static class Cascade
{
    public static void Around<T>(RenderTreeBuilder builder, T value, RenderFragment content)
    {
        builder.OpenComponent<CascadingValue<T>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), value);
        builder.AddComponentParameter(2, nameof(CascadingValue<>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<>.ChildContent), content);
        builder.CloseComponent();
    }

    /// <summary>A view that finds its model.</summary>
    public static RenderFragment View<TView, TModel>(TModel model) where TView : IComponent => content => Around(content, model, view =>
    {
        view.OpenComponent<TView>(0);
        view.CloseComponent();
    });
}
