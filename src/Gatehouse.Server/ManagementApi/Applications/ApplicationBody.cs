using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>The members of an application that administrators write (contract/management-apps-resources-roles.md 1.1 and 1.2).</summary>
internal static class ApplicationBody
{
    private static readonly TextSchema NameText = Schemas.NonEmptyText.AtMost(256);
    private static readonly Field<string> NameToCreate = NameText.Required("name");
    private static readonly Field<string> NameToChange = NameText.Optional("name");
    private static readonly Field<string> Type = Schemas.OneOf(Enum.GetNames<ApplicationType>()).Required("type");
    private static readonly Field<string?> Description = Schemas.Text.OrNull().Optional("description");
    private static readonly Field<JsonText> OidcClientMetadata = MetadataSchemas.OidcClient.Optional("oidcClientMetadata");
    private static readonly Field<JsonText> CustomClientMetadata = MetadataSchemas.CustomClient.Optional("customClientMetadata");
    private static readonly Field<JsonText> CustomData = Schemas.AnyObject.Optional("customData");
    private static readonly Field<bool> IsThirdParty = Schemas.Flag.Optional("isThirdParty");
    private static readonly Field<string> SubDomain = Schemas.Text.Required("subDomain");
    private static readonly Field<string> Origin = Schemas.Text.Required("origin");
    private static readonly Field<Input> ProtectedToCreate = new ObjectSchema(SubDomain, Origin).Optional("protectedAppMetadata");
    private static readonly Field<JsonText?> ProtectedToChange = MetadataSchemas.ProtectedAppChange.OrNull().Optional("protectedAppMetadata");
    private static readonly Field<bool> HasAccessControl = Schemas.Flag.Optional("appLevelAccessControlEnabled");
    private static readonly Field<bool> IsAdmin = Schemas.Flag.Optional("isAdmin");

    public static ObjectSchema OnCreate { get; } =
        new(NameToCreate, Type, Description, OidcClientMetadata, CustomClientMetadata, ProtectedToCreate, CustomData, IsThirdParty);

    public static ObjectSchema OnChange { get; } =
        new(NameToChange, Description, OidcClientMetadata, CustomClientMetadata, ProtectedToChange, CustomData, HasAccessControl, IsAdmin);

    /// <summary>Of a body that fits either schema.</summary>
    public static ApplicationFields Read(Input body) => new()
    {
        Name = body.Optional(NameToChange),
        Description = body.Optional(Description),
        OidcClientMetadata = body.Optional(OidcClientMetadata),
        CustomClientMetadata = body.Optional(CustomClientMetadata),
        CustomData = body.Optional(CustomData),
    };

    public static NewApplication ReadNew(Input body) => new(
        Enum.Parse<ApplicationType>(body.Get(Type)!), body.Get(IsThirdParty),
        body.Get(ProtectedToCreate) is { } place ? new NewProtectedApp(place.Get(SubDomain)!, place.Get(Origin)!) : null);

    public static ApplicationSwitches ReadSwitches(Input body) => new()
    {
        AppLevelAccessControlEnabled = body.Optional(HasAccessControl),
        IsAdmin = body.Optional(IsAdmin),
        ProtectedAppMetadata = body.Optional(ProtectedToChange),
    };
}
