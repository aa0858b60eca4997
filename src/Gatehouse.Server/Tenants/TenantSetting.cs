using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Tenants;

/// <summary>A named configuration value of a tenant, such as <c>adminConsole</c> and <c>idToken</c> (contract/management-misc.md 3).</summary>
internal sealed class TenantSetting
{
    /// <summary>What the console remembers of the first steps.</summary>
    public const string AdminConsole = "adminConsole";

    /// <summary>Which extended claims ID tokens carry.</summary>
    public const string IdToken = "idToken";

    /// <summary>Whether users hear of sign-ins from something new.</summary>
    public const string NewDeviceNotice = "newDeviceNotice";

    /// <summary>How long sessions live.</summary>
    public const string Session = "oidc.session";

    /// <summary>Where people go who have lost their interaction.</summary>
    public const string SessionNotFoundRedirect = "sessionNotFoundRedirectUrl";

    public required string TenantId { get; init; }

    public required string Key { get; init; }

    public required JsonText Value { get; set; }
}
