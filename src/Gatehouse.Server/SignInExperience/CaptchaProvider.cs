using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Who tells people from robots: one a tenant (contract/management-misc.md 6).</summary>
internal sealed class CaptchaProvider
{
    public required string TenantId { get; init; }

    public required string Id { get; init; }

    /// <summary>The configuration without the secret key: <c>type</c>, <c>siteKey</c>, and for reCAPTCHA <c>projectId</c>, <c>domain?</c>, <c>mode?</c>.</summary>
    public required JsonText Config { get; set; }

    public required SealedText SecretKey { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }
}
