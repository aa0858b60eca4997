using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Roles;

/// <summary>The refusals that several operations on roles share.</summary>
internal static class RoleRefusals
{
    public static Refusal NotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "roles").With("id", id);

    /// <summary>Neither the role nor what it had of that kind.</summary>
    public static Refusal RelationNotThere { get; } = new("entity.not_found", 404);

    public static Refusal NameInUse { get; } = new("role.name_in_use", 422);

    /// <summary>The server's own roles are changed by nobody, and nobody else makes such.</summary>
    public static Refusal Internal { get; } = new("role.internal_role_violation", 403);

    /// <summary>A role of one type for somebody of the other.</summary>
    public static Refusal WrongType { get; } = new("entity.db_constraint_violated", 422);

    /// <summary>A change without anything to change.</summary>
    public static Refusal NothingToChange { get; } = new("entity.invalid_input", 422);
}
