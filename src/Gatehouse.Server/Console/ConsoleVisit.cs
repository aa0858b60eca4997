using Gatehouse.Server.Components;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Server.Console;

/// <summary>One request for a page of the console, by an administrator who is signed in. Made by <see cref="ConsoleVisits"/>.</summary>
/// <param name="Form">Empty but for a form that was posted, which is known to come from a page of ours in this browser.</param>
internal sealed record ConsoleVisit(HttpContext Http, ConsoleFrame Frame, ConsoleApi Api, PostedForm Form)
{
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A value of the route: <c>{userId}</c>.</summary>
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>As <see cref="Route"/>, for a URL.</summary>
    public string RouteForUrl(string name) => Uri.EscapeDataString(Route(name));

    /// <summary>A value of the query; empty for none.</summary>
    public string Query(string name) => Http.Request.Query[name].ToString();

    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values) => Frame.Say(name, values);

    /// <param name="title">In the browser's title bar, before the console's name.</param>
    public Task ShowAsync<TView, TModel>(string title, TModel model, int status = StatusCodes.Status200OK) where TView : IComponent =>
        ConsoleWriter.WriteAsync<TView, TModel>(Http, Frame with { Call = Api.Shown }, title, model, status);

    /// <summary>To another page of the tenant (RFC 9110 section 15.4.4: 303).</summary>
    public void GoTo(string path)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = Frame.UrlOf(path);
    }

    /// <summary>To another page of the tenant, which tells once what was done.</summary>
    /// <param name="name">Of the sentence <c>done.NAME</c>.</param>
    /// <param name="value">For its place <c>{name}</c>.</param>
    public void Done(string path, string name, string value = "")
    {
        ConsoleNotice.Cookie.Write(Http, name, value);
        GoTo(path);
    }
}
