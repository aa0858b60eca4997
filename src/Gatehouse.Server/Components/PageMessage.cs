using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Components;

/// <summary>Something to tell on a page of its own.</summary>
/// <param name="Link">Where to go from here.</param>
/// <param name="Reference">The request's id, which the log knows too.</param>
internal sealed record PageMessage(string Title, string Text, (string Url, string Label)? Link = null, string? Reference = null)
{
    /// <summary>The two sentences <c>error.NAME</c> and <c>error.NAME_description</c>.</summary>
    public static PageMessage Of(PageFrame frame, string name) => new(frame.Say($"error.{name}"), frame.Say($"error.{name}_description"));

    public Task WriteAsync(HttpContext http, PageFrame frame, int status) => PageWriter.WriteAsync<MessageView, PageMessage>(http, frame, Title, this, status);

    /// <summary>Something unforeseen happened: nothing of the tenant is asked for, which may be what failed.</summary>
    public static Task WriteFailureAsync(HttpContext http, Phrases phrases, int status)
    {
        var frame = PageFrames.Bare(http, phrases);
        return (Of(frame, "failed") with { Reference = http.TraceIdentifier }).WriteAsync(http, frame, status);
    }
}
