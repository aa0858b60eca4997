using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>What a JSON value must look like, whatever comes out of it: enough to check an answer or to describe it.</summary>
internal interface ISchema
{
    /// <summary>False, with issues added to <paramref name="reading"/>, when the value does not fit. An absent value has kind Undefined.</summary>
    bool Fits(JsonElement value, Reading reading);

    /// <summary>The same as a schema object of OpenAPI 3.0, made anew at each call: whoever asked may add to it.</summary>
    JsonObject Describe();
}

/// <summary>What a place of an input must look like, and the value that comes out of it (contract 1.5).</summary>
internal abstract class Schema<T> : ISchema
{
    /// <summary>False, with issues added to <paramref name="reading"/>, when the value does not fit. An absent value has kind Undefined.</summary>
    public abstract bool TryRead(JsonElement value, Reading reading, out T result);

    public bool Fits(JsonElement value, Reading reading) => TryRead(value, reading, out _);

    /// <inheritdoc/>
    /// <remarks>A schema that says nothing of itself is described as one that takes anything.</remarks>
    public virtual JsonObject Describe() => [];

    /// <summary>A field of that name which must be present.</summary>
    public Field<T> Required(string name) => new(name, this, isRequired: true);

    /// <summary>A field of that name which may be left out.</summary>
    public Field<T> Optional(string name) => new(name, this, isRequired: false);
}
