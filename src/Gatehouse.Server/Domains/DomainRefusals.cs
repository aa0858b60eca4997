using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Domains;

/// <summary>The refusals that several operations on domains share (contract/management-misc.md 6).</summary>
internal static class DomainRefusals
{
    public static Refusal NotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("id", id).With("name", "domains");
}
