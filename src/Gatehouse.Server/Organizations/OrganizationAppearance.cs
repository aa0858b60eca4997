using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Organizations;

/// <summary>
/// What an organization sets of the sign-in page's looks: each member wins over the application's and the tenant's, the others stay theirs
/// (contract/management-organizations.md 1 and 7).
/// </summary>
internal static partial class OrganizationAppearance
{
    private static readonly TextSchema Colour = Schemas.Text.Matching(HexColour());
    private static readonly TextSchema Image = Schemas.Text.Url();

    public static Schema<JsonText> Color { get; } = Schemas.ObjectOf(
        Colour.Optional("primaryColor"), Schemas.Flag.Optional("isDarkModeEnabled"), Colour.Optional("darkPrimaryColor"));

    public static Schema<JsonText> Branding { get; } = Schemas.ObjectOf(
        Image.Optional("logoUrl"), Image.Optional("darkLogoUrl"), Image.Optional("favicon"), Image.Optional("darkFavicon"));

    [GeneratedRegex(@"\A#(?:[0-9A-Fa-f]{3}){1,2}\z")]
    private static partial Regex HexColour();
}
