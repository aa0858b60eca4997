using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Resources;

/// <summary>The refusals that several operations on resources and their scopes share.</summary>
internal static class ResourceRefusals
{
    public static Refusal NotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "resources").With("id", id);

    public static Refusal ScopeNotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "scopes").With("id", id);

    /// <summary>The Management API's own resource and scopes stay as they were seeded.</summary>
    public static Refusal ManagementApi { get; } = new("resource.cannot_modify_management_api");

    public static Refusal ScopeNameExists { get; } = new("scope.name_exists", 422);

    public static Refusal ScopeNameWithSpace { get; } = new("scope.name_with_space");

    /// <summary>A change without anything to change, or a number that the column can't hold.</summary>
    public static Refusal InvalidInput { get; } = new("entity.invalid_input", 422);
}
