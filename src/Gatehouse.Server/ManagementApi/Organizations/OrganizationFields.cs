using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>The members of an organization that administrators write (contract/management-organizations.md 1).</summary>
internal static class OrganizationFields
{
    private static readonly TextSchema NameText = Schemas.NonEmptyText.AtMost(128);
    private static readonly Field<string> NameToCreate = NameText.Required("name");
    private static readonly Field<string> Name = NameText.Optional("name");
    private static readonly Field<string?> Description = Schemas.Text.AtMost(256).OrNull().Optional("description");
    private static readonly Field<JsonText> CustomData = Schemas.AnyObject.Optional("customData");
    private static readonly Field<bool> IsMfaRequired = Schemas.Flag.Optional("isMfaRequired");
    private static readonly Field<JsonText> Color = Appearance.PartialColor.Optional("color");
    private static readonly Field<JsonText> Branding = Appearance.Branding.Optional("branding");
    private static readonly Field<string?> CustomCss = Schemas.Text.OrNull().Optional("customCss");

    public static ObjectSchema OnCreate { get; } = new(NameToCreate, Description, CustomData, IsMfaRequired, Color, Branding, CustomCss);

    public static ObjectSchema OnChange { get; } = new(Name, Description, CustomData, IsMfaRequired, Color, Branding, CustomCss);

    /// <summary>What a list is narrowed by: a text within some of the fields.</summary>
    public static Field<string> Quick { get; } = Schemas.Text.Optional("q");

    /// <summary>A list of ids, none of them empty.</summary>
    public static ListSchema<string> Ids { get; } = Schemas.ListOf(Schemas.NonEmptyText);

    /// <summary>Of a body that fits either schema.</summary>
    public static OrganizationChange Read(Input body) => new()
    {
        Name = body.Optional(Name),
        Description = body.Optional(Description),
        CustomData = body.Optional(CustomData),
        IsMfaRequired = body.Optional(IsMfaRequired),
        Color = body.Optional(Color),
        Branding = body.Optional(Branding),
        CustomCss = body.Optional(CustomCss),
    };
}
