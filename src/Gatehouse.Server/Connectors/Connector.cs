using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Connectors;

/// <summary>How a tenant reaches a mail, SMS or social provider: a configured instance of a factory (contract/management-misc.md 7).</summary>
internal sealed class Connector
{
    public required string TenantId { get; init; }

    /// <summary>Twelve characters, or what the caller chose (up to 128).</summary>
    public required string Id { get; init; }

    /// <summary>The factory; <c>connectorId</c> on the wire.</summary>
    public required string FactoryId { get; init; }

    /// <summary>
    /// The place that only one connector of the tenant can take: <c>Email</c> and <c>Sms</c> are one each, social connectors one for each
    /// target and platform.
    /// </summary>
    public required string Slot { get; init; }

    /// <summary>A JSON object with the provider's credentials.</summary>
    public required SealedText Config { get; set; }

    /// <summary>What stands over the factory's <c>target</c>, <c>name</c>, <c>logo</c>, <c>logoDark</c>.</summary>
    public JsonText Metadata { get; set; } = JsonText.EmptyObject;

    public bool SyncProfile { get; set; }

    public bool EnableTokenStorage { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The provider that identities are kept under: the factory's own, or that of a standard connector's metadata.</summary>
    public static string TargetOf(ConnectorFactory factory, JsonText metadata) =>
        metadata.ToElement().TryGetProperty("target", out var target) && target.GetString() is { Length: > 0 } text ? text : factory.Target;

    public static string SlotOf(ConnectorFactory factory, JsonText metadata) =>
        factory.Type == ConnectorType.Social ? $"Social {factory.Platform} {TargetOf(factory, metadata)}" : factory.Type.ToString();
}

/// <summary>What kind of provider a connector reaches; the names are the wire's.</summary>
internal enum ConnectorType
{
    Email,
    Sms,
    Social,
}
