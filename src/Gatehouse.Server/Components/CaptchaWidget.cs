using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Components;

/// <summary>
/// What a page needs to ask for a captcha (contract/experience-api.md 13): the provider's own script draws it, and the script of our pages
/// puts what it says into the forms.
/// </summary>
/// <param name="Kind">As the script of the pages calls it: <c>turnstile</c>, <c>checkbox</c>, or <c>score</c>, which shows nothing to solve.</param>
/// <param name="Script">The provider's.</param>
/// <param name="Sources">Where scripts, frames and requests of the provider come from and go to: parts of a content security policy.</param>
internal sealed record CaptchaWidget(string Kind, string SiteKey, string Script, CaptchaSources Sources)
{
    /// <summary>Of the forms.</summary>
    public const string Field = "captcha";

    private const string Cloudflare = "https://challenges.cloudflare.com";
    private const string Google = "www.google.com";

    /// <summary>Null where the tenant asks for none, or has nobody who could tell people from robots.</summary>
    public static CaptchaWidget? Of(Snapshot snapshot)
    {
        if (!snapshot.Get<ExperienceSettings>().CaptchaIsRequired || snapshot.Get<PublishedExperience>().Captcha is not { } provider) return null;
        var config = provider.Config.ToElement();
        var key = Text(config, "siteKey") ?? "";
        if (Text(config, "type") == "Turnstile")
            return new CaptchaWidget("turnstile", key, Cloudflare + "/turnstile/v0/api.js?render=explicit", new CaptchaSources(Cloudflare, Cloudflare, null));
        var domain = Text(config, "domain") is { Length: > 0 } other && Uri.CheckHostName(other) == UriHostNameType.Dns ? other : Google;
        var (own, isCheckbox) = ($"https://{domain}/recaptcha/", Text(config, "mode") == "checkbox");
        return new CaptchaWidget(
            isCheckbox ? "checkbox" : "score", key, $"{own}enterprise.js?render={(isCheckbox ? "explicit" : Uri.EscapeDataString(key))}",
            new CaptchaSources($"{own} https://www.gstatic.com/recaptcha/", $"{own} https://recaptcha.google.com/recaptcha/", own));
    }

    private static string? Text(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Sources for the directives of a content security policy, with spaces between; null for none.</summary>
internal sealed record CaptchaSources(string Scripts, string Frames, string? Connections);
