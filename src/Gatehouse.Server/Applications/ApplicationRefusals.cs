using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Applications;

/// <summary>The refusals that several operations on applications share (contract/management-api.md 1.4).</summary>
internal static class ApplicationRefusals
{
    public static Refusal NotFound(string id) => new Refusal("entity.not_exists_with_id", 404).With("name", "applications").With("id", id);

    public static Refusal UsesSamlApi { get; } = new("application.saml.use_saml_app_api");

    public static Refusal ThirdPartyOnly { get; } = new("application.third_party_application_only", 422);

    public static Refusal NoTokenExchangeForThirdParties { get; } = new("application.third_party_application_cannot_enable_token_exchange", 422);

    public static Refusal ProtectedAppsAreNotSetUp { get; } = new("application.protected_app_not_configured", 501);

    public static Refusal Misconfigured { get; } = new("application.protected_application_misconfigured", 422);

    /// <summary>A relation, a secret or the like that is not there to be deleted.</summary>
    public static Refusal NotThereToDelete { get; } = new("entity.not_found", 404);
}
