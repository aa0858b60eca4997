using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Validation;

/// <summary>A JSON object with members of any name, kept as it was sent; those that are known must fit when they are there.</summary>
internal sealed class OpenObjectSchema(params IReadOnlyList<IField> known) : Schema<JsonText>
{
    private readonly ObjectSchema _known = new(known);

    public override bool TryRead(JsonElement value, Reading reading, out JsonText result)
    {
        var fits = _known.TryRead(value, reading, out _);
        result = fits ? JsonText.From(value) : default;
        return fits;
    }

    public override JsonObject Describe()
    {
        var description = _known.Describe();
        description["additionalProperties"] = true;
        return description;
    }
}
