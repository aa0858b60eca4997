using Gatehouse.Server.AccountCenter.Access;
using Gatehouse.Server.Components;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter;

/// <summary>
/// The edge of the account centre's pages: whether there is one, who is there, and whether a form comes from one of our pages in this browser.
/// Whoever is not signed in any more is sent to the provider, with a form to a page that keeps it, and whoever has to show who they are to the
/// page that asks for it.
/// </summary>
internal sealed class AccountVisits(
    AccountBrowsers browsers, AccountSignIn signIn, OwnApi api, PageFrames frames, KeptForm kept, Phrases phrases, Snapshots snapshots, CurrentTenant tenant, TimeProvider time)
{
    /// <summary>What a form's fields may have together.</summary>
    private const int LargestForm = 256 * 1024;

    public async Task HandleAsync(HttpContext http, IAccountPage page)
    {
        var snapshot = await snapshots.GetAsync(tenant.Id, http.RequestAborted);
        if (!snapshot.Get<PublishedExperience>().AccountCenter.Enabled) await ShowAsync(http, "off", StatusCodes.Status404NotFound);
        else if (HttpMethods.IsPost(http.Request.Method)) await PostAsync(http, snapshot, page);
        else if (AccountSignIn.IsReturn(http.Request)) await signIn.ReturnAsync(http);
        else await RunAsync(http, snapshot, PostedForm.Empty, page.GetAsync);
    }

    private async Task PostAsync(HttpContext http, Snapshot snapshot, IAccountPage page)
    {
        var form = await PostedForm.ReadAsync(http, page.LargestFile, LargestForm);
        if (form is null || !await browsers.SentAsync(http, form[FormToken.Field])) await ShowAsync(http, "not_ours", StatusCodes.Status403Forbidden);
        else await RunAsync(http, snapshot, form, page.PostAsync);
    }

    private async Task RunAsync(HttpContext http, Snapshot snapshot, PostedForm form, Func<AccountVisit, Task> act)
    {
        try
        {
            await act(await MakeAsync(http, snapshot, form));
        }
        catch (SignedOutException)
        {
            // What waits for an answer, and a proof, belong to their user and are there again when that one has signed in.
            AccountTokenCookie.Delete(http);
            if (http.Request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate")) http.Response.StatusCode = StatusCodes.Status403Forbidden;
            else if (KeptForm.IsNeeded(form)) await kept.ShowAsync(http, await frames.MakeAsync(http, new PageAudience()) with { Token = (await browsers.MeetAsync(http)).FormToken }, form, SignedInPage.Path);
            else await signIn.BeginAsync(http, ReturnPathOf(http));
        }
        catch (ProofNeededException)
        {
            AccountProofCookie.Delete(http);
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = VerifyPage.PathTo(ReturnPathOf(http));
        }
        catch (ApiRefusedException refused)
        {
            var frame = await frames.MakeAsync(http, new PageAudience());
            await new PageMessage(phrases.Say(frame.Texts.Language, AccountFrame.TextPrefix + "refused"), refused.Answer.Problem.Message)
            {
                Link = (AccountSignIn.StartPath, phrases.Say(frame.Texts.Language, AccountFrame.TextPrefix + "back")),
            }.WriteAsync(http, frame, refused.Answer.Status);
        }
    }

    private async Task<AccountVisit> MakeAsync(HttpContext http, Snapshot snapshot, PostedForm form)
    {
        var token = await browsers.TokenAsync(http) ?? throw new SignedOutException();
        var page = await frames.MakeAsync(http, new PageAudience());
        var published = snapshot.Get<PublishedExperience>();
        var account = new OwnAccount(api, http, tenant.Id, token, page.Texts.Language);
        var user = (await account.GetAsync("/api/my-account")).OrThrow().Read<AccountHolder>();
        var end = (await account.GetAsync("/api/my-account/deletion")).OrThrow().Read<AccountEnd>();
        var cookies = new BrowserCookies(snapshot.Get<CookieKeys>());
        account.Proof = cookies.AccountProof.Read(http.Request, user.Id, time.GetUtcNow());
        var texts = new PageTexts(phrases, page.Texts.Language, null, AccountFrame.TextPrefix);
        var css = published.AccountCenter.CustomCss;
        var frame = new AccountFrame(
            page with
            {
                Token = (await browsers.MeetAsync(http)).FormToken,
                // In CSS a backslash before the slash changes nothing, in HTML it keeps the element open.
                Look = page.Look with { CustomCss = string.IsNullOrWhiteSpace(css) ? null : css.Replace("</", "<\\/", StringComparison.Ordinal) },
            },
            texts, user, published.AccountFields, end, http.Request.Path.Value!)
        {
            Notice = HttpMethods.IsGet(http.Request.Method) && AccountFrame.NoticeCookie.Take(http) is var (name, value) ? texts.Say("done." + name, ("name", value)) : null,
        };
        return new AccountVisit(http, frame, account, form, snapshot, cookies);
    }

    /// <summary>Where a form was posted there is a page to look at too.</summary>
    private static string ReturnPathOf(HttpContext http) => http.Request.Path + (HttpMethods.IsPost(http.Request.Method) ? "" : http.Request.QueryString.ToUriComponent());

    /// <param name="name">Of two sentences, <c>NAME</c> and <c>NAME_text</c>.</param>
    private async Task ShowAsync(HttpContext http, string name, int status)
    {
        var frame = await frames.MakeAsync(http, new PageAudience());
        var (title, text) = (phrases.Say(frame.Texts.Language, AccountFrame.TextPrefix + name), phrases.Say(frame.Texts.Language, $"{AccountFrame.TextPrefix}{name}_text"));
        (string, string)? link = status == StatusCodes.Status404NotFound ? null : (http.Request.Path.Value!, phrases.Say(frame.Texts.Language, AccountFrame.TextPrefix + "open_again"));
        await new PageMessage(title, text) { Link = link }.WriteAsync(http, frame, status);
    }
}
