using System.Collections.Frozen;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Access;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Console;

/// <summary>
/// The edge of the console's pages: who is there, which tenant is meant, and whether a form comes from one of our pages in this browser. What
/// a page has no answer for itself becomes a page of its own here: a refusal of the API, a tenant that does not exist.
/// </summary>
internal sealed class ConsoleVisits(
    ConsoleAccess access, OwnApi api, GatehouseDb db, Phrases phrases, TenantEndpoints endpoints, Snapshots snapshots, CurrentTenant own, TimeProvider time)
{
    /// <summary>The prefix of the console's sentences in the files of texts.</summary>
    private const string TextPrefix = "console.";

    /// <summary>What a form's fields may have together: custom data and stylesheets are the largest.</summary>
    private const int LargestForm = 1024 * 1024;

    /// <summary>The query parameter that changes the language, and the cookie that remembers it.</summary>
    private const string LanguageChoice = "lng";

    private static readonly FrozenSet<string> Themes = FrozenSet.ToFrozenSet(["auto", "light", "dark"]);

    private static readonly LanguageChoiceName[] Languages = [new("en", "English"), new("ko", "한국어")];

    public async Task HandleAsync(HttpContext http, IConsolePage page)
    {
        if (HttpMethods.IsPost(http.Request.Method)) await PostAsync(http, page);
        else if (await access.EnterAsync(http) is { } administrator) await RunAsync(await MakeAsync(http, administrator, PostedForm.Empty), page.GetAsync);
    }

    private async Task PostAsync(HttpContext http, IConsolePage page)
    {
        var largestFile = (page as ITakesFile)?.LargestFile;
        var form = await PostedForm.ReadAsync(http, largestFile, LargestForm);
        if (await access.TakeFormAsync(http, form) is { } administrator) await RunAsync(await MakeAsync(http, administrator, form!), page.PostAsync);
    }

    private static async Task RunAsync(ConsoleVisit? visit, Func<ConsoleVisit, Task> act)
    {
        if (visit is null) return;
        try
        {
            await act(visit);
        }
        catch (ApiRefusedException refused)
        {
            var problem = refused.Answer.Problem;
            await visit.ShowAsync<ProblemView, ApiProblem>(visit.Say(problem.Status == StatusCodes.Status404NotFound ? "problem.not_found" : "problem.title"), problem, problem.Status);
        }
    }

    private async Task<ConsoleVisit?> MakeAsync(HttpContext http, ConsoleAdministrator administrator, PostedForm form)
    {
        var tenantId = http.Request.RouteValues["tenant"] as string ?? TenantEndpoints.Default;
        var rows = await db.Tenants.AsNoTracking().OrderBy(tenant => tenant.Id).ToListAsync(http.RequestAborted);
        var tenants = rows.ConvertAll(tenant => tenant.Id);
        endpoints.Know(rows);
        if (!tenants.Contains(tenantId))
        {
            http.Response.Redirect("/console");
            return null;
        }

        var snapshot = await snapshots.GetAsync(own.Id, http.RequestAborted);
        var cookies = new BrowserCookies(snapshot.Get<CookieKeys>());
        var language = LanguageOf(http, cookies);
        var path = http.Request.Path.Value!;
        var start = $"/console/{tenantId}";
        var frame = new ConsoleFrame(
            new PageTexts(phrases, language, null, TextPrefix), administrator, tenantId, path.Length > start.Length ? path[start.Length..] : "", ThemeOf(http),
            ConsoleAccess.TokenFor(http), time.GetUtcNow())
        {
            Tenants = tenants,
            Endpoint = endpoints.BaseUrl(tenantId),
            Languages = [.. Languages.Select(choice => new LanguageChoice(choice.Tag, choice.Name, UrlIn(http, choice.Tag)))],
            Notice = HttpMethods.IsGet(http.Request.Method) ? ConsoleNotice.Take(http) : null,
        };
        return new ConsoleVisit(http, frame, new ConsoleApi(api, http, administrator, tenantId, frame.Texts), form);
    }

    private string LanguageOf(HttpContext http, BrowserCookies cookies)
    {
        if (Known(http.Request.Query[LanguageChoice]) is { } chosen)
        {
            cookies.Language.Write(http, chosen, null, time.GetUtcNow());
            return chosen;
        }

        return Known(cookies.Language.Read(http.Request, null)) ?? Known(phrases.Negotiate(http.Request.Headers.AcceptLanguage)) ?? Phrases.FallbackLanguage;
    }

    private static string? Known(string? language) => Array.Find(Languages, known => known.Tag == language)?.Tag;

    private static string ThemeOf(HttpContext http) =>
        http.Request.Cookies[PreferencesPage.ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : "auto";

    private static string UrlIn(HttpContext http, string language)
    {
        var query = new QueryBuilder(http.Request.Query.Where(pair => pair.Key != LanguageChoice)) { { LanguageChoice, language } };
        return http.Request.Path + query.ToQueryString().ToUriComponent();
    }

    /// <param name="Name">In the language itself.</param>
    private sealed record LanguageChoiceName(string Tag, string Name);
}

/// <summary>A page whose form brings a file.</summary>
internal interface ITakesFile
{
    /// <summary>In octets.</summary>
    int LargestFile { get; }
}
