using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Webhooks;

/// <summary>A hook that is not there has three codes, by what was asked for (contract/management-api.md 1.4).</summary>
internal static class HookRefusals
{
    public static Refusal NotThereToRead(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "hooks").With("id", id);

    public static Refusal NotThereToChange { get; } = new("entity.not_exists", 404);

    public static Refusal NotThereToDelete { get; } = new("entity.not_found", 404);

    /// <summary>A change without anything to change.</summary>
    public static Refusal NothingToChange { get; } = new("entity.invalid_input", 422);
}
