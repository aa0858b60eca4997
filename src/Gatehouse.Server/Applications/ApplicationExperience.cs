using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Applications;

/// <summary>How the sign-in of one application differs from the tenant's (contract/management-apps-resources-roles.md 1.7).</summary>
internal sealed class ApplicationExperience
{
    public required string TenantId { get; init; }

    public required string ApplicationId { get; init; }

    public JsonText Color { get; set; } = JsonText.EmptyObject;

    public JsonText Branding { get; set; } = JsonText.EmptyObject;

    public string? CustomCss { get; set; }

    public string? TermsOfUseUrl { get; set; }

    public string? PrivacyPolicyUrl { get; set; }

    /// <summary>What the consent page calls the application of a third party.</summary>
    public string? DisplayName { get; set; }
}
