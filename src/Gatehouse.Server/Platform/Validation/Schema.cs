using System.Text.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>What a place of an input must look like, and the value that comes out of it (contract 1.5).</summary>
internal abstract class Schema<T>
{
    /// <summary>False, with issues added to <paramref name="reading"/>, when the value does not fit. An absent value has kind Undefined.</summary>
    public abstract bool TryRead(JsonElement value, Reading reading, out T result);

    /// <summary>A field of that name which must be present.</summary>
    public Field<T> Required(string name) => new(name, this, isRequired: true);

    /// <summary>A field of that name which may be left out.</summary>
    public Field<T> Optional(string name) => new(name, this, isRequired: false);
}
