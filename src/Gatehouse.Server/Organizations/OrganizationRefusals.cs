using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Organizations;

/// <summary>The refusals that several operations on organizations share. One that is not there has three codes, by what was asked for.</summary>
internal static class OrganizationRefusals
{
    public static Refusal NotThereToRead(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "organizations").With("id", id);

    public static Refusal NotThereToChange { get; } = new("entity.not_exists", 404);

    /// <summary>Also of a relation that is not there.</summary>
    public static Refusal NotFound { get; } = new("entity.not_found", 404);

    /// <summary>A change without anything to change.</summary>
    public static Refusal NothingToChange { get; } = new("entity.invalid_input", 422);

    /// <summary>An id in the request is nobody's.</summary>
    public static Refusal MissingRelation { get; } = new("entity.relation_foreign_key_not_found", 422);

    /// <summary>A role or an application of a type that has no place there.</summary>
    public static Refusal WrongType { get; } = new("entity.db_constraint_violated", 422);

    public static Refusal Duplicate { get; } = new("entity.unique_integrity_violation", 422);

    public static Refusal NoMember { get; } = new("organization.require_membership", 422);

    public static Refusal UnknownRoleNames(IEnumerable<string> names) =>
        new Refusal("organization.role_names_not_found", 422).With("names", string.Join(", ", names));
}
