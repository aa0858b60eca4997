using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Access;

/// <summary>The pages at the door of the console: nobody is signed in yet, or not any more, so they look like those of the sign-in.</summary>
internal sealed class AccessPages(PageFrames frames, Phrases phrases, ConsoleBrowsers browsers, TenantEndpoints endpoints)
{
    private const string Texts = "console.access.";

    /// <summary>What a form that is sent again does not bring along: no page may show it.</summary>
    private static readonly string[] Secrets = ["password", "secret", "token", "privatekey", "signingkey", "apikey"];

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
    public async Task ShowExpiredAsync(HttpContext http, PostedForm form)
    {
        var frame = await FrameAsync(http) with { Languages = [], Token = (await browsers.MeetAsync(http)).FormToken };
        var kept = form.Names.Where(name => name != FormToken.Field && !IsSecret(name)).SelectMany(name => form.All(name).Select(value => KeyValuePair.Create(name, value)));
        var hasLost = form.File is not null || form.Names.Any(name => name != FormToken.Field && IsSecret(name));
        var model = new ExpiredModel(
            http.Request.Path + http.Request.QueryString, [.. kept], Say(frame, "expired"), Say(frame, "expired_text"), hasLost ? Say(frame, "expired_lost") : null,
            Say(frame, "sign_in"), Say(frame, "send_again"));
        await PageWriter.WriteAsync<ExpiredView, ExpiredModel>(http, frame, model.Title, model, StatusCodes.Status403Forbidden);
    }

    /// <summary>GET /console/signed-in: where the new tab ends in which somebody signed in for a form that waits in another one.</summary>
    public async Task ShowSignedInAsync(HttpContext http)
    {
        var frame = await FrameAsync(http);
        await new PageMessage(Say(frame, "signed_in"), Say(frame, "signed_in_text")) { Link = (ConsoleSignIn.StartPath, Say(frame, "open_console")) }
            .WriteAsync(http, frame, StatusCodes.Status200OK);
    }

    private static bool IsSecret(string name) => Array.Exists(Secrets, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}

internal sealed record NotAdministratorModel(string Title, string Text, string SignOut);

/// <param name="Action">Where the form was sent.</param>
/// <param name="Fields">What it brought.</param>
/// <param name="Lost">That something was not kept; null when all was.</param>
internal sealed record ExpiredModel(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, string Title, string Text, string? Lost, string SignIn, string SendAgain);
