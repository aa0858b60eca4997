using Gatehouse.Server.Components;

namespace Gatehouse.Server.SignIn;

/// <summary>The pages on which a way ends: GET /unknown-session, and every path that has no page (contract/oidc.md 8.4).</summary>
internal sealed class EndPages(PageVisits visits, PageFrames frames)
{
    /// <summary>The contract's prefixes: below them nothing is shown to a browser without an interaction, be there a page or not.</summary>
    private static readonly string[] Guarded = ["/sign-in", "/consent", "/register", "/single-sign-on", "/social/register", "/forgot-password"];

    public async Task UnknownSessionAsync(HttpContext http)
    {
        var frame = await frames.MakeAsync(http, PageAudience.Of(http.Request));
        await PageMessage.Of(frame, "session_over").WriteAsync(http, frame, StatusCodes.Status400BadRequest);
    }

    /// <summary>GET /: the first page of the sign-in.</summary>
    public async Task RootAsync(HttpContext http)
    {
        if (await visits.OpenAsync(http) is { } visit) visit.GoOn(SignInPage.Path);
    }

    public async Task NotFoundAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var isGuarded = Guarded.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal));
        if ((isGuarded ? await visits.OpenAsync(http) : await visits.LookAsync(http)) is { } visit)
            await PageMessage.Of(visit.Frame, "not_found").WriteAsync(http, visit.Frame, StatusCodes.Status404NotFound);
    }
}
