using System.Text.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A named place of an input object. Fields are made once, beside the endpoint that reads them, and are the keys of the <see cref="Input"/>.</summary>
internal interface IField
{
    string Name { get; }

    bool IsRequired { get; }

    ISchema Schema { get; }

    /// <summary>Reads the member into <paramref name="input"/>; false when it does not fit.</summary>
    bool ReadInto(Input input, JsonElement member, Reading reading);
}

/// <inheritdoc cref="IField"/>
internal sealed class Field<T>(string name, Schema<T> schema, bool isRequired) : IField
{
    public string Name => name;

    public bool IsRequired => isRequired;

    public ISchema Schema => schema;

    public bool ReadInto(Input input, JsonElement member, Reading reading)
    {
        if (member.ValueKind == JsonValueKind.Undefined && !isRequired) return true;
        reading.Enter(name);
        var fits = schema.TryRead(member, reading, out var value);
        reading.Leave();
        if (fits) input.Set(name, value);
        return fits;
    }
}
