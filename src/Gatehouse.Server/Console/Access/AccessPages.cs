using Gatehouse.Server.Components;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Access;

/// <summary>The pages at the door of the console: nobody is signed in yet, or not any more, so they look like those of the sign-in.</summary>
internal sealed class AccessPages(PageFrames frames, Phrases phrases, KeptForm kept, ConsoleBrowsers browsers, TenantEndpoints endpoints)
{
    private const string Texts = "console.access.";

    public Task<PageFrame> FrameAsync(HttpContext http) => frames.MakeAsync(http, new PageAudience());

    /// <param name="name">Of a sentence in <c>access.*.json</c>.</param>
    public string Say(PageFrame frame, string name) => phrases.Say(frame.Texts.Language, Texts + name);

    /// <param name="name">Of a problem that the pages of the sign-in have too.</param>
    public async Task ShowAsync(HttpContext http, string name, int status)
    {
        var frame = await FrameAsync(http);
        await PageMessage.Of(frame, name).WriteAsync(http, frame, status);
    }

    /// <summary>A form from elsewhere, or from a page that was open for too long.</summary>
    public async Task ShowNotOursAsync(HttpContext http)
    {
        var frame = await FrameAsync(http);
        await (PageMessage.Of(frame, "form_not_ours") with { Link = (ConsoleSignIn.StartPath, frame.Say("action.open_again")) }).WriteAsync(http, frame, StatusCodes.Status403Forbidden);
    }

    /// <summary>The provider refused, or its answer is none to a question of this browser.</summary>
    public async Task ShowSignInFailedAsync(HttpContext http)
    {
        // Without links to this page in other languages: its address holds a code.
        var frame = await FrameAsync(http) with { Languages = [] };
        // The whole address: perhaps the console was opened by another name of this server, whose cookies stay there.
        var message = new PageMessage(Say(frame, "failed"), Say(frame, "failed_text")) { Link = (endpoints.BaseUrl(TenantEndpoints.Admin) + ConsoleSignIn.StartPath, Say(frame, "sign_in")) };
        await message.WriteAsync(http, frame, StatusCodes.Status400BadRequest);
    }

    /// <summary>Somebody with an account in tenant <c>admin</c> and without any role in it.</summary>
    public async Task ShowNotAdministratorAsync(HttpContext http)
    {
        var frame = await FrameAsync(http) with { Languages = [], Token = (await browsers.MeetAsync(http)).FormToken };
        var model = new NotAdministratorModel(Say(frame, "not_administrator"), Say(frame, "not_administrator_text"), Say(frame, "sign_out"));
        await PageWriter.WriteAsync<NotAdministratorView, NotAdministratorModel>(http, frame, model.Title, model, StatusCodes.Status403Forbidden);
    }

    /// <summary>A form of ours that came without a session: everything is kept until somebody has signed in.</summary>
    public async Task ShowExpiredAsync(HttpContext http, PostedForm form) =>
        await kept.ShowAsync(http, await FrameAsync(http) with { Token = (await browsers.MeetAsync(http)).FormToken }, form, AccessRoutes.SignedInPath);

    /// <summary>GET /console/signed-in.</summary>
    public async Task ShowSignedInAsync(HttpContext http)
    {
        var frame = await FrameAsync(http);
        await kept.ShowSignedInAsync(http, frame, (ConsoleSignIn.StartPath, Say(frame, "open_console")));
    }
}

internal sealed record NotAdministratorModel(string Title, string Text, string SignOut);
