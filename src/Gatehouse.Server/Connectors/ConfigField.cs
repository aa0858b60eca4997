using System.Text.Json;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Connectors;

/// <summary>One member of a connector's configuration: a place of the form, and its rule (contract/management-misc.md 7, <c>formItems</c>).</summary>
internal sealed record ConfigField
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    /// <summary><c>Text</c>, <c>MultilineText</c>, <c>Number</c>, <c>Switch</c>, <c>Select</c>, <c>MultiSelect</c> or <c>Json</c>.</summary>
    public required string Type { get; init; }

    public bool Required { get; init; }

    public string? Placeholder { get; init; }

    public string? Description { get; init; }

    public JsonText? DefaultValue { get; init; }

    public IReadOnlyList<SelectItem>? SelectItems { get; init; }

    public bool IsConfidential { get; init; }

    /// <summary>Of a text: <c>url</c>, or null for any.</summary>
    public string? Format { get; init; }

    /// <summary>Of JSON: the members of the object, or of each object of the list; null for any object.</summary>
    public IReadOnlyList<ConfigField>? Fields { get; init; }

    /// <summary>Of JSON: a list of objects.</summary>
    public bool IsList { get; init; }

    /// <summary>Of JSON: an object of texts.</summary>
    public bool IsMap { get; init; }

    public static ObjectSchema SchemaOf(IReadOnlyList<ConfigField> fields) => new([.. fields.Select(field => field.Rule)]);

    private IField Rule => Type switch
    {
        "Number" => Place(Schemas.Number),
        "Switch" => Place(Schemas.Flag),
        "Select" => Place(Schemas.OneOf([.. SelectItems!.Select(item => item.Value)])),
        "MultiSelect" => Place(Schemas.ListOf(Schemas.OneOf([.. SelectItems!.Select(item => item.Value)]))),
        "Json" when IsMap => Place(Schemas.MapOf(Schemas.Text)),
        "Json" when Fields is null => Place(Schemas.AnyObject),
        "Json" when IsList => Place(Schemas.ListOf(SchemaOf(Fields))),
        "Json" => Place(SchemaOf(Fields)),
        _ when Format == "url" => Place(Schemas.Text.Url()),
        _ => Place(Schemas.NonEmptyText),
    };

    /// <summary>As the console gets it; what only the rules need stays here.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, Key);
        json.WriteString("label"u8, Label);
        json.WriteString("type"u8, Type);
        json.WriteBoolean("required"u8, Required);
        if (Placeholder is not null) json.WriteString("placeholder"u8, Placeholder);
        if (Description is not null) json.WriteString("description"u8, Description);
        if (DefaultValue is { } value)
        {
            json.WritePropertyName("defaultValue"u8);
            value.WriteTo(json);
        }

        if (SelectItems is not null)
        {
            json.WriteStartArray("selectItems"u8);
            foreach (var item in SelectItems) item.WriteTo(json);
            json.WriteEndArray();
        }

        if (IsConfidential) json.WriteBoolean("isConfidential"u8, true);
        json.WriteEndObject();
    }

    private Field<T> Place<T>(Schema<T> schema) => Required ? schema.Required(Key) : schema.Optional(Key);
}

/// <summary>A choice of a form; the choices of a multiple selection have no title.</summary>
internal sealed record SelectItem(string Value, string? Title)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("value"u8, Value);
        if (Title is not null) json.WriteString("title"u8, Title);
        json.WriteEndObject();
    }
}
