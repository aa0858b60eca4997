using Gatehouse.Protocol.Parameters;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;

namespace Gatehouse.Server.SignIn;

/// <summary>One request for a page of an interaction. Made by <see cref="PageVisits"/>.</summary>
/// <param name="Interaction">Null where a page is only looked at: a preview, or one of those that need no interaction.</param>
/// <param name="Request">The parameters of the authorization request; empty without an interaction.</param>
internal sealed record PageVisit(
    HttpContext Http, Snapshot Snapshot, BrowserCookies Cookies, Interaction? Interaction, ProtocolParameters Request, PageFrame Frame, PostedForm Form)
{
    /// <summary>The page is only shown, in the console's frame: its forms lead nowhere.</summary>
    public bool IsPreview { get; init; }

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>After a form was posted there is one.</summary>
    public string InteractionId => Interaction!.Id;

    /// <summary>The secret of the browser's session, if it has one.</summary>
    public string? SessionValue => Cookies.Session.Read(Http.Request);

    /// <summary>What was told on an earlier page.</summary>
    public SignInIdentifier? KeptIdentifier => Interaction is null ? null : Cookies.Step.Read(Http.Request, Interaction.Id);

    /// <summary>The query's value of an extra parameter (contract/oidc.md 6), else the request's.</summary>
    public string? Parameter(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : Request[name];

    /// <summary>Of what is offered, what the request's <c>identifier</c> names (contract/oidc.md 6); all of it where nothing named counts.</summary>
    /// <param name="kindOf"><c>username</c>, <c>email</c> or <c>phone</c>.</param>
    public IReadOnlyList<T> Wanted<T>(IReadOnlyList<T> offered, Func<T, string> kindOf)
    {
        var named = (Parameter("identifier") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wanted = offered.Where(each => named.Contains(kindOf(each))).ToList();
        return wanted.Count > 0 ? wanted : offered;
    }

    /// <summary>For a page whose form begins something that a captcha stands before, where the tenant asks for one (contract/experience-api.md 13).</summary>
    public PageVisit WithCaptcha() => this with { Frame = Frame with { Captcha = CaptchaWidget.Of(Snapshot) } };

    /// <summary>What the captcha of the page said; null where there was none.</summary>
    public string? CaptchaToken => Form[CaptchaWidget.Field] is { Length: > 0 } token ? token : null;

    /// <summary>The page asked for a captcha and the form came without. It is told before a password or an address is looked at.</summary>
    public PageProblem? MissingCaptcha => CaptchaToken is null && CaptchaWidget.Of(Snapshot) is not null
        ? new PageProblem(Frame.Say("error.captcha_required"), StatusCodes.Status422UnprocessableEntity) : null;

    public void Keep(SignInIdentifier identifier) => Cookies.Step.Write(Http, InteractionId, identifier);

    public Task ShowAsync<TView, TModel>(string title, TModel model, int status = StatusCodes.Status200OK)
        where TView : Microsoft.AspNetCore.Components.IComponent => PageWriter.WriteAsync<TView, TModel>(Http, Frame, title, model, status);

    /// <summary>To another of our pages, with what every link carries.</summary>
    public void GoOn(string path) => SendTo(Frame.UrlOf(path));

    /// <summary>RFC 9700 section 4.12: 303, so that no browser repeats a POST with credentials elsewhere.</summary>
    public void SendTo(string location)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = location;
    }
}
