using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>How a connector shows itself: as its factory, but for what its metadata says (contract/management-misc.md 7).</summary>
/// <param name="Name">Language to text.</param>
internal sealed record ConnectorLook(string Target, JsonText Name, string Logo, string? LogoDark)
{
    /// <param name="metadata">Of the connector; empty for the factory itself.</param>
    public static ConnectorLook Of(ConnectorFactory factory, JsonText metadata)
    {
        var over = metadata.ToElement();
        return new ConnectorLook(
            Connector.TargetOf(factory, metadata),
            over.TryGetProperty("name", out var name) ? JsonText.From(name) : factory.Name,
            TextIn(over, "logo") ?? factory.Logo,
            // Whoever brings a logo of their own brings the dark one too.
            TextIn(over, "logoDark") ?? (TextIn(over, "logo") is null ? factory.LogoDark : null));
    }

    private static string? TextIn(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
