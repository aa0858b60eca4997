using System.Diagnostics.CodeAnalysis;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>The checked members of an input object. Absent and null are different things (contract 1.5): an absent member is not in here.</summary>
internal sealed class Input
{
    private readonly Dictionary<string, object?> members = [];

    public static Input Empty { get; } = new();

    public bool Has(IField field) => members.ContainsKey(field.Name);

    /// <summary>The value, or the type's default when the member was absent.</summary>
    public T? Get<T>(Field<T> field) => members.TryGetValue(field.Name, out var value) ? (T?)value : default;

    /// <summary>The value with the knowledge whether it was sent.</summary>
    public Optional<T> Optional<T>(Field<T> field) => members.TryGetValue(field.Name, out var value) ? new((T)value!) : default;

    public bool TryGet(string name, [NotNullWhen(true)] out object? value) => members.TryGetValue(name, out value) && value is not null;

    /// <summary>The members that were sent, as an object again; in the order of the fields.</summary>
    public JsonText ToJson(params IReadOnlyList<Field<JsonText>> fields) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var field in fields.Where(Has))
        {
            json.WritePropertyName(field.Name);
            Get(field).WriteTo(json);
        }

        json.WriteEndObject();
    });

    public void Set(string name, object? value) => members[name] = value;
}

/// <summary>A value that may not have been sent. A change request leaves alone what was not sent and clears what was sent as null.</summary>
internal readonly record struct Optional<T>
{
    public Optional(T value) => (Value, IsSent) = (value, true);

    public bool IsSent { get; }

    public T Value { get; }
}
