using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Tenants;

/// <summary>A named configuration value of a tenant, such as <c>adminConsole</c> and <c>idToken</c> (contract/management-misc.md 3).</summary>
internal sealed class TenantSetting
{
    public required string TenantId { get; init; }

    public required string Key { get; init; }

    public required JsonText Value { get; set; }
}
