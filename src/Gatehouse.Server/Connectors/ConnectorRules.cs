using System.Text.Json;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>What a connector may be, whatever else is stored (contract/management-misc.md 7).</summary>
internal static class ConnectorRules
{
    /// <summary>On create: a standard connector says whose it is, the others know it.</summary>
    public static Checked<Done> CheckMetadata(ConnectorFactory factory, JsonText? metadata)
    {
        if (factory.Type != ConnectorType.Social) return new Done();
        if (factory.IsStandard == true)
            return TargetIn(metadata) is { Length: > 0 } ? new Done() : new Refusal("connector.should_specify_target");
        return metadata is null ? new Done() : CannotOverwriteMetadata;
    }

    /// <summary>On change: identities are kept under the target, so it stays.</summary>
    public static Checked<Done> CheckNewMetadata(ConnectorFactory factory, JsonText stored, JsonText metadata)
    {
        if (factory.Type != ConnectorType.Social) return new Done();
        if (factory.IsStandard != true) return CannotOverwriteMetadata;
        return TargetIn(metadata) == TargetIn(stored) ? new Done() : new Refusal("connector.can_not_modify_target");
    }

    public static Checked<Done> CheckTokenStorage(ConnectorFactory factory, bool isWanted) =>
        isWanted && factory.IsTokenStorageSupported != true ? new Refusal("connector.token_storage_not_supported", 422) : new Done();

    public static Checked<Done> CheckSyncProfile(ConnectorFactory factory, bool isWanted) =>
        isWanted && factory.Type != ConnectorType.Social ? new Refusal("connector.invalid_type_for_syncing_profile", 422) : new Done();

    private static Refusal CannotOverwriteMetadata { get; } = new("connector.cannot_overwrite_metadata_for_non_standard_connector");

    private static string? TargetIn(JsonText? metadata) =>
        metadata?.ToElement().TryGetProperty("target", out var target) == true && target.ValueKind == JsonValueKind.String ? target.GetString() : null;
}
