using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>The members of a custom profile field that administrators write: an object for each kind (contract/management-misc.md 5).</summary>
internal static class ProfileFieldFields
{
    private static readonly Field<string> Name = Schemas.Text.Required("name");
    private static readonly Field<string> Type = Schemas.Text.Required("type");
    private static readonly Field<string> Label = Schemas.NonEmptyText.Optional("label");
    private static readonly Field<string> Description = Schemas.Text.Optional("description");
    private static readonly Field<bool> Required = Schemas.Flag.Required("required");

    /// <summary>Whoever need not tick a box has ticked it or not.</summary>
    private static readonly Field<bool> NeverRequired = Schemas.Flag.Where(isRequired => isRequired ? "A checkbox can't be required" : null).Required("required");

    /// <summary>All shapes have a field of this name, so that whichever was read can be asked with this one.</summary>
    private static readonly Field<JsonText> Config = Schemas.AnyObject.Optional("config");

    public static TaggedSchema OnCreate { get; } = ShapeOf(isNew: true);

    /// <summary>The name is in the path.</summary>
    public static TaggedSchema OnChange { get; } = ShapeOf(isNew: false);

    public static ProfileFieldChange Read(Input field) => new(field.Get(Type)!, field.Get(Required))
    {
        Name = field.Get(Name) ?? "",
        Label = field.Optional(Label),
        Description = field.Optional(Description),
        Config = field.Optional(Config),
    };

    private static TaggedSchema ShapeOf(bool isNew) => new("type",
        Kind("Text", ProfileFieldShapes.Text.Optional("config"), isNew),
        Kind("Number", ProfileFieldShapes.Number.Optional("config"), isNew),
        Kind("Date", ProfileFieldShapes.Date.Optional("config"), isNew),
        // A changed one without a configuration is refused with a code of its own.
        Kind("Checkbox", isNew ? ProfileFieldShapes.Checkbox.Required("config") : ProfileFieldShapes.Checkbox.Optional("config"), isNew, NeverRequired),
        Kind("Select", ProfileFieldShapes.Select.Required("config"), isNew),
        Kind("Url", ProfileFieldShapes.Url.Optional("config"), isNew),
        Kind("Regex", ProfileFieldShapes.Regex.Required("config"), isNew),
        Kind("Address", ProfileFieldShapes.Address.Required("config"), isNew),
        Kind("Fullname", ProfileFieldShapes.Fullname.Required("config"), isNew));

    private static KeyValuePair<string, ObjectSchema> Kind(string type, IField config, bool isNew, IField? required = null) =>
        KeyValuePair.Create(type, new ObjectSchema([.. isNew ? (IField[])[Name] : [], Type, Label, Description, required ?? Required, config]));
}
