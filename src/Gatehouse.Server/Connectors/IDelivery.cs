using System.Text.Json;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Connectors;

/// <summary>A way to bring a message to its recipient; a factory names the one that its connectors use.</summary>
internal interface IDelivery
{
    string Name { get; }

    /// <summary>Whatever goes wrong at the provider is a refusal; only the caller's own cancellation is thrown.</summary>
    Task<Checked<Done>> SendAsync(Delivery delivery, CancellationToken ct);
}

/// <summary>A message on its way.</summary>
/// <param name="Config">The connector's configuration, which fits its factory.</param>
/// <param name="Text">The template with the payload filled in; null where the provider has its own.</param>
internal sealed record Delivery(Message Message, JsonElement Config, MessageTemplate? Text)
{
    public string? Setting(string name) => Config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string name) => Config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public IEnumerable<KeyValuePair<string, string>> Headers() =>
        Config.TryGetProperty("customHeaders", out var headers) && headers.ValueKind == JsonValueKind.Object
            ? headers.EnumerateObject().Where(header => header.Value.ValueKind == JsonValueKind.String).Select(header => KeyValuePair.Create(header.Name, header.Value.GetString()!)) : [];
}
