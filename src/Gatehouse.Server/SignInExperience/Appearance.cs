using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SignInExperience;

/// <summary>
/// Colours, logos and links of the sign-in pages, wherever they are set: by the tenant (contract/management-misc.md 4), or by an organization or
/// an application, whose members each win over the tenant's (contract/management-organizations.md 1 and 7).
/// </summary>
internal static partial class Appearance
{
    private static readonly TextSchema HexColor = Schemas.Text.Matching(HexShape());
    private static readonly TextSchema ImageUrl = Schemas.Text.Url();

    /// <summary>All colours, as a tenant has them.</summary>
    public static Schema<JsonText> Color { get; } =
        Schemas.ObjectOf(HexColor.Required("primaryColor"), Schemas.Flag.Required("isDarkModeEnabled"), HexColor.Required("darkPrimaryColor"));

    /// <summary>Those that an organization or an application sets; the others stay the tenant's.</summary>
    public static Schema<JsonText> PartialColor { get; } =
        Schemas.ObjectOf(HexColor.Optional("primaryColor"), Schemas.Flag.Optional("isDarkModeEnabled"), HexColor.Optional("darkPrimaryColor"));

    public static Schema<JsonText> Branding { get; } =
        Schemas.ObjectOf(ImageUrl.Optional("logoUrl"), ImageUrl.Optional("darkLogoUrl"), ImageUrl.Optional("favicon"), ImageUrl.Optional("darkFavicon"));

    /// <summary>What people are sent to; a browser must never run it. Null and the empty text are none.</summary>
    public static Schema<string?> Link { get; } = Schemas.Text.Matching(LinkShape()).OrEmpty().OrNull();

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?\z")]
    private static partial Regex HexShape();

    [GeneratedRegex(@"\A[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+[^\s]*\z")]
    private static partial Regex LinkShape();
}
