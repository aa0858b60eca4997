using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>What users may see and change of their own account (contract/management-misc.md, account center).</summary>
internal sealed class AccountCenterSettings
{
    public required string TenantId { get; init; }

    public string Id { get; init; } = "default";

    public bool Enabled { get; set; }

    public JsonText Fields { get; set; } = JsonText.EmptyObject;

    public JsonText WebauthnRelatedOrigins { get; set; } = JsonText.EmptyArray;

    public string? DeleteAccountUrl { get; set; }

    public string? CustomCss { get; set; }

    public JsonText? ProfileFields { get; set; }
}
