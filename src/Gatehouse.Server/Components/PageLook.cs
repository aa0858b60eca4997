using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Components;

/// <summary>Whose page it is: colours, logos and style of the tenant, the application and the organization, ready to be written into a page.</summary>
/// <param name="Colors">The custom properties that the stylesheet makes its tones of.</param>
/// <param name="FollowsSystem">The page turns dark where the system is; else it is always light.</param>
/// <param name="CustomCss">The customer's style, which can't end the element that it stands in.</param>
internal sealed record PageLook(string Colors, bool FollowsSystem, string? LogoUrl, string? DarkLogoUrl, string? FaviconUrl, string? DarkFaviconUrl, string? CustomCss)
{
    private static readonly Color Brand = new(0x5b, 0x5b, 0xd6);
    private static readonly Color DarkBrand = new(0x9d, 0x9c, 0xff);

    /// <summary>As in the stylesheet: what text of the brand's colour stands on.</summary>
    private static readonly Color Surface = Color.White;

    private static readonly Color DarkSurface = new(0x1d, 0x1f, 0x25);

    /// <summary>For pages of no tenant.</summary>
    public static PageLook Plain { get; } = Of(new ExperienceLook(JsonText.EmptyObject, JsonText.EmptyObject, null)) with { FollowsSystem = true };

    public static PageLook Of(ExperienceLook look)
    {
        var (color, branding) = (look.Color.ToElement(), look.Branding.ToElement());
        var isDark = color.TryGetProperty("isDarkModeEnabled", out var flag) && flag.ValueKind == JsonValueKind.True;
        var brand = Color.Read(Text(color, "primaryColor"), Brand);
        var dark = isDark ? Color.Read(Text(color, "darkPrimaryColor"), DarkBrand) : DarkBrand;
        var (logo, favicon) = (Text(branding, "logoUrl"), Text(branding, "favicon"));
        return new PageLook(
            $":root{{{Tones("l", brand, Surface)}{Tones("d", dark, DarkSurface)}}}", isDark,
            logo ?? Text(branding, "darkLogoUrl"), Text(branding, "darkLogoUrl"), favicon ?? Text(branding, "darkFavicon"), Text(branding, "darkFavicon"),
            // In CSS a backslash before the slash changes nothing, in HTML it keeps the element open.
            string.IsNullOrWhiteSpace(look.CustomCss) ? null : look.CustomCss.Replace("</", "<\\/", StringComparison.Ordinal));
    }

    private static string Tones(string theme, Color brand, Color surface) =>
        $"--{theme}-brand:{brand.Hex};--{theme}-on-brand:{brand.On.Hex};--{theme}-brand-text:{brand.ReadableOn(surface).Hex};";

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
