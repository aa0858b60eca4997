using Gatehouse.Server.Applications;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Texts;
using Gatehouse.Server.SignInExperience;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.Components;

/// <summary>Whom a page is shown for, as far as its looks and its language go.</summary>
/// <param name="UiLocales">The application's wish, BCP 47 tags with spaces between; null for none.</param>
internal sealed record PageAudience(string? ApplicationId = null, string? OrganizationId = null, string? UiLocales = null)
{
    /// <summary>What the query says; ids that do not exist change nothing.</summary>
    public static PageAudience Of(HttpRequest request) => new(Value(request, "app_id"), Value(request, "organization_id"), Value(request, "ui_locales"));

    private static string? Value(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;
}

/// <summary>Makes the frame of a page: the tenant's settings, dressed for application and organization, in the reader's language.</summary>
internal sealed class PageFrames(CurrentTenant tenant, Snapshots snapshots, FindLook findLook, BuiltInPhrases builtIn, Phrases phrases, TimeProvider time)
{
    /// <summary>The query parameter by which the foot of a page changes its language.</summary>
    private const string Choice = "lng";

    public async Task<PageFrame> MakeAsync(HttpContext http, PageAudience audience)
    {
        var ct = http.RequestAborted;
        var (snapshot, draft) = (await snapshots.GetAsync(tenant.Id, ct), http.Features.Get<ExperienceDraft>());
        if (draft is not null) snapshot = draft.Over(snapshot);
        var published = snapshot.Get<PublishedExperience>();
        var language = LanguageOf(http, snapshot, audience.UiLocales);
        var application = audience.ApplicationId is { } id ? snapshot.Get<ApplicationDirectory>().Find(id) : null;
        var own = application?.Experience;
        var look = draft is null ? await findLook.ExecuteAsync(application?.Id, audience.OrganizationId, ct) : ExperienceLook.Of(draft.Row);
        return new PageFrame(
            new PageTexts(phrases, language, published.Phrases.TryGetValue(language, out var custom) ? custom : null),
            PageLook.Of(look), ChoicesFor(http, published), own?.DisplayName ?? application?.Name)
        {
            TermsUrl = Link(published.Row.TermsOfUseUrl),
            PrivacyUrl = Link(published.Row.PrivacyPolicyUrl),
            OwnerTermsUrl = Link(own?.TermsOfUseUrl),
            OwnerPrivacyUrl = Link(own?.PrivacyPolicyUrl),
            SupportEmail = Link(published.Row.SupportEmail),
            SupportUrl = Link(published.Row.SupportWebsiteUrl),
        };
    }

    /// <summary>A frame for when nothing of the tenant can be asked any more.</summary>
    public static PageFrame Bare(HttpContext http, Phrases phrases) =>
        new(new PageTexts(phrases, phrases.Negotiate(http.Request.Headers.AcceptLanguage), null), PageLook.Plain, [], null);

    private string LanguageOf(HttpContext http, Snapshot snapshot, string? uiLocales)
    {
        var (published, cookie) = (snapshot.Get<PublishedExperience>(), new LanguageCookie(new SignedCookies(snapshot.Get<CookieKeys>())));
        if (http.Request.Query[Choice].ToString() is { Length: > 0 } wanted
            && builtIn.Offered(published).FirstOrDefault(tag => tag.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } chosen)
        {
            cookie.Write(http, chosen, uiLocales, time.GetUtcNow());
            return chosen;
        }

        IEnumerable<string> asked = [cookie.Read(http.Request, uiLocales) ?? "", .. (uiLocales ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return builtIn.Choose(published, snapshot.Get<ExperienceSettings>().Language, asked, http.Request.Headers.AcceptLanguage);
    }

    /// <summary>Links to this page in each language. A page that answers a form is at the form's address, whose own page it is.</summary>
    private LanguageChoice[] ChoicesFor(HttpContext http, PublishedExperience published) =>
    [
        .. builtIn.Offered(published).Order(StringComparer.OrdinalIgnoreCase).Select(tag =>
        {
            var query = new QueryBuilder(http.Request.Query.Where(pair => pair.Key != Choice)) { { Choice, tag } };
            return new LanguageChoice(tag, LanguageNames.Of(tag), http.Request.Path + query.ToQueryString().ToUriComponent());
        }),
    ];

    private static string? Link(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
