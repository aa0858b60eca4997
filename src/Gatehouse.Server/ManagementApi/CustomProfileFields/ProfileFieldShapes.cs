using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.CustomProfileFields;

/// <summary>How the fields of each kind can be configured (contract/management-misc.md 5).</summary>
internal static class ProfileFieldShapes
{
    private static readonly NumberSchema Bound = Schemas.NumberBetween(0, int.MaxValue).Whole();
    private static readonly Field<string> Placeholder = Schemas.Text.AtMost(256).Optional("placeholder");
    private static readonly Field<decimal> MinLength = Bound.Optional("minLength");
    private static readonly Field<decimal> MaxLength = Bound.Optional("maxLength");
    private static readonly Field<decimal> MinValue = Bound.Optional("minValue");
    private static readonly Field<decimal> MaxValue = Bound.Optional("maxValue");
    private static readonly TextSchema Format = Schemas.Text.AtMost(128);
    private static readonly Field<string> CustomFormat = Format.Optional("customFormat");
    private static readonly Schema<IReadOnlyList<JsonText>> Options = Schemas.ListOf(Schemas.ObjectOf(Schemas.Text.Optional("label"), Schemas.Text.Required("value")));

    /// <summary>Of a part of an address or a name: whatever its kind.</summary>
    private static readonly Schema<JsonText> PartConfig = Schemas.ObjectOf(
        Placeholder, MinLength, MaxLength, MinValue, MaxValue, Format.Optional("format"), CustomFormat, Options.Optional("options"), Schemas.Text.Optional("defaultValue"));

    /// <summary>Of a field, whatever its kind.</summary>
    public static Schema<JsonText> AnyConfig { get; } = Schemas.ObjectOf(
        Placeholder, MinLength, MaxLength, MinValue, MaxValue, Format.Optional("format"), CustomFormat, Options.Optional("options"), Schemas.Text.Optional("defaultValue"),
        Schemas.ListOf(Part(Schemas.Text)).Optional("parts"));

    public static Schema<JsonText> Text { get; } = Schemas.ObjectOf(Placeholder, MinLength, MaxLength);

    public static Schema<JsonText> Number { get; } = Schemas.ObjectOf(Placeholder, MinValue, MaxValue);

    public static Schema<JsonText> Date { get; } = Schemas.ObjectOf(Placeholder, Format.Required("format"), CustomFormat);

    public static Schema<JsonText> Checkbox { get; } = Schemas.ObjectOf(Schemas.OneOf("true", "false").Required("defaultValue"));

    public static Schema<JsonText> Select { get; } = Schemas.ObjectOf(Placeholder, Options.Required("options"));

    public static Schema<JsonText> Url { get; } = Schemas.ObjectOf(Placeholder);

    public static Schema<JsonText> Regex { get; } = Schemas.ObjectOf(Placeholder, Format.Required("format"));

    public static Schema<JsonText> Address { get; } =
        WithParts("formatted", "streetAddress", "locality", "region", "postalCode", "country");

    public static Schema<JsonText> Fullname { get; } = WithParts("givenName", "middleName", "familyName");

    private static Schema<JsonText> WithParts(params string[] names) => Schemas.ObjectOf(Schemas.ListOf(Part(Schemas.OneOf(names))).Required("parts"));

    private static Schema<JsonText> Part(Schema<string> name) => Schemas.ObjectOf(
        Schemas.Flag.Required("enabled"),
        name.Required("name"),
        Schemas.OneOf([.. CustomProfileField.Types]).Required("type"),
        Schemas.NonEmptyText.Optional("label"),
        Schemas.Text.Optional("description"),
        Schemas.Flag.Required("required"),
        PartConfig.Optional("config"));
}
