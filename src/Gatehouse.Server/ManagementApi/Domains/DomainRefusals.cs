using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>Custom domains need a provider of host names, and there is none: no domain exists and none can be made (contract/management-misc.md 6).</summary>
internal static class DomainRefusals
{
    public static Refusal NotConfigured { get; } = new("domain.not_configured");

    public static Refusal NotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("id", id).With("name", "domains");
}
