using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>The refusals that several operations on enterprise connectors share.</summary>
internal static class SsoRefusals
{
    public static Refusal NameTaken { get; } = new("single_sign_on.duplicate_connector_name", 409);

    /// <summary>The row is there, the provider that it names is not offered.</summary>
    public static Refusal NoProvider { get; } = new("connector.not_found", 404);

    public static Refusal NotThere(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "enterprise connectors").With("id", id);
}
