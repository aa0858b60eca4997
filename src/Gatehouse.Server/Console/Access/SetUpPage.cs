using Gatehouse.Server.Administrators;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.Console.Access;

/// <summary>
/// GET and POST /console/set-up: whoever holds the link from the log chooses a username and a password and owns the installation. Opening the
/// link uses nothing up; only the form does.
/// </summary>
internal sealed class SetUpPage(
    AccessPages pages, ConsoleBrowsers browsers, SetUpOwner setUp, ChangeOrigin origin, CurrentTenant tenant, Snapshots snapshots, TenantEndpoints endpoints, TimeProvider time)
{
    private const string Path = OfferSetUp.Path;
    private static readonly TimeSpan FormLifetime = TimeSpan.FromHours(1);

    public async Task GetAsync(HttpContext http)
    {
        if (http.Request.Query["token"].ToString() is { Length: > 0 } sent)
        {
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            if ((await browsers.CookiesAsync(http)).SetUp.TryWrite(http, sent, Path)) SendTo(http, Path);
            else await EndAsync(http);
            return;
        }

        if (await TokenAsync(http) is { } token) await ShowAsync(http, token, "", null);
    }

    public async Task PostAsync(HttpContext http)
    {
        var form = await PostedForm.ReadAsync(http);
        if (await TokenAsync(http) is not { } token) return;
        var cookies = await browsers.CookiesAsync(http);
        if (form is null || !FormOrigin.IsFromHere(http.Request, endpoints.Origin(tenant.Id)) || !cookies.SetUpForm.IsGood(form[FormToken.Field], token, time.GetUtcNow()))
        {
            await pages.ShowNotOursAsync(http);
            return;
        }

        var (username, password, again) = (form["username"].Trim(), form["password"], form.All("again"));
        var frame = await pages.FrameAsync(http);
        var problem = username.Length == 0 ? new SetUpProblem("username", frame.Say("error.username_required"))
            : password.Length == 0 ? new SetUpProblem("password", frame.Say("error.password_required"))
            : again.Count > 0 && again[0] != password ? new SetUpProblem("password", frame.Say("error.passwords_do_not_match")) : null;
        if (problem is null) await SetUpAsync(http, cookies, frame, token, username, password);
        else await ShowAsync(http, token, username, problem);
    }

    private async Task SetUpAsync(HttpContext http, BrowserCookies cookies, PageFrame frame, string token, string username, string password)
    {
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
        if (!(await setUp.ExecuteAsync(token, username, password, http.RequestAborted)).TryGet(out var made, out var refused))
        {
            if (refused == AdministratorRefusals.SetUpLinkNotValid) await EndAsync(http);
            else await ShowAsync(http, token, username, ProblemOf(frame, refused));
            return;
        }

        SetUpCookie.Delete(http, Path);
        if (made.Session is { } session) cookies.Session.Write(http, session.Value, session.ExpiresAt);
        SendTo(http, ConsoleSignIn.StartPath);
    }

    private static SetUpProblem ProblemOf(PageFrame frame, Refusal refused) => refused.Code switch
    {
        "password.rejected" => new SetUpProblem("password", PasswordWords.Issues(frame, refused)),
        "password.hashing_busy" => new SetUpProblem(null, frame.Say("error.busy")) { Status = refused.Status },
        _ => new SetUpProblem("username", frame.Texts.SayCode(refused.Code, refused.Values)) { Status = refused.Status },
    };

    /// <summary>The token that the browser holds. Null: it is worth nothing, and that is answered.</summary>
    private async Task<string?> TokenAsync(HttpContext http)
    {
        var token = (await browsers.CookiesAsync(http)).SetUp.Read(http.Request);
        if (await setUp.RefuseAsync(token, http.RequestAborted) is null) return token;
        await EndAsync(http);
        return null;
    }

    private async Task ShowAsync(HttpContext http, string token, string username, SetUpProblem? problem)
    {
        var cookies = await browsers.CookiesAsync(http);
        var frame = await pages.FrameAsync(http) with { Token = cookies.SetUpForm.Make(token, time.GetUtcNow() + FormLifetime) };
        var policy = (await snapshots.GetAsync(tenant.Id, http.RequestAborted)).Get<ExperienceSettings>().PasswordPolicy;
        var model = new SetUpModel(
            pages.Say(frame, "set_up"), pages.Say(frame, "set_up_text"), pages.Say(frame, "username"), pages.Say(frame, "password"), pages.Say(frame, "set_up_button"),
            PasswordWords.Requirements(frame, policy), username, problem);
        await PageWriter.WriteAsync<SetUpView, SetUpModel>(http, frame, model.Title, model, problem?.Status ?? StatusCodes.Status200OK);
    }

    private async Task EndAsync(HttpContext http)
    {
        var frame = await pages.FrameAsync(http);
        await new PageMessage(pages.Say(frame, "set_up_over"), pages.Say(frame, "set_up_over_text")) { Link = (ConsoleSignIn.StartPath, pages.Say(frame, "sign_in")) }
            .WriteAsync(http, frame, AdministratorRefusals.SetUpLinkNotValid.Status);
    }

    private static void SendTo(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
    }
}

/// <param name="Field">Null: the form as a whole.</param>
internal sealed record SetUpProblem(string? Field, string Sentence)
{
    public int Status { get; init; } = StatusCodes.Status422UnprocessableEntity;
}

/// <param name="Requirements">The policy in a sentence.</param>
/// <param name="Typed">The username as it was typed.</param>
internal sealed record SetUpModel(string Title, string Text, string Username, string Password, string Button, string Requirements, string Typed, SetUpProblem? Problem)
{
    public string? ProblemAt(string field) => Problem?.Field == field ? Problem.Sentence : null;
}
