using Gatehouse.Server.Cookies;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Components;

/// <summary>What stands around the content of a page and what all its parts may ask for. It reaches them as a cascading value.</summary>
/// <param name="Languages">That the reader can choose from; fewer than two are not shown.</param>
/// <param name="OwnerName">The application's name, shown where there is no logo; null for none.</param>
internal sealed record PageFrame(PageTexts Texts, PageLook Look, IReadOnlyList<LanguageChoice> Languages, string? OwnerName)
{
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase) { "ar", "cb", "fa", "he", "ps", "sy", "ur" };

    public string? TermsUrl { get; init; }

    public string? PrivacyUrl { get; init; }

    /// <summary>The application's own, where it has one.</summary>
    public string? OwnerTermsUrl { get; init; }

    public string? OwnerPrivacyUrl { get; init; }

    public string? SupportEmail { get; init; }

    public string? SupportUrl { get; init; }

    /// <summary>The value of <see cref="FormToken.Field"/> in this page's forms; null on a page that has none.</summary>
    public string? Token { get; init; }

    /// <summary>The page is a picture in the console's frame. Null: it is itself, and no frame may have it.</summary>
    public PagePreview? Preview { get; init; }

    /// <summary>Null where the page asks for none.</summary>
    public CaptchaWidget? Captcha { get; init; }

    /// <summary>What every link and form of the page carries on, <c>?app_id=…</c>: it tells tabs with different applications apart. May be empty.</summary>
    public string Query { get; init; } = "";

    public string Direction => RightToLeft.Contains(Texts.Language.Split('-', 2)[0]) ? "rtl" : "ltr";

    public string Say(string name, params ReadOnlySpan<(string Place, string Value)> values) => Texts.Say(name, values);

    /// <param name="path">Of one of our own pages.</param>
    public string UrlOf(string path) => path + Query;
}

/// <summary>
/// A page that the console fetches inside the process and shows in a frame of its own origin: without scripts, and its links and forms lead
/// nowhere. A feature of that request.
/// </summary>
/// <param name="Origin">The tenant's, which pictures may come from.</param>
internal sealed record PagePreview(string Origin);

/// <param name="Name">In the language itself.</param>
internal sealed record LanguageChoice(string Tag, string Name, string Url);
