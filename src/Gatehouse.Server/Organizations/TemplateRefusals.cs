using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Organizations;

/// <summary>The refusals that several operations on the organization template share (contract/management-organizations.md 5, management-api.md 1.4).</summary>
internal static class TemplateRefusals
{
    public static Refusal NotThere { get; } = new("entity.not_found", 404);

    public static Refusal NotThereToChange { get; } = new("entity.not_exists", 404);

    public static Refusal ScopeNotThereToRead(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "organization_scopes").With("id", id);

    public static Refusal NameTaken { get; } = new("entity.unique_integrity_violation", 422);

    /// <summary>A change without anything to change.</summary>
    public static Refusal NothingToChange { get; } = new("entity.invalid_input", 422);

    /// <summary>What refers to a role that is not there.</summary>
    public static Refusal MissingRole { get; } = new("entity.relation_foreign_key_not_found", 422);
}
