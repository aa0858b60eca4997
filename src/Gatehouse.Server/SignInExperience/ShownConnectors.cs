using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.SignInExperience;

/// <summary>A social provider as sign-in pages show it (contract/management-misc.md 11).</summary>
/// <param name="Name">Language to text.</param>
/// <param name="Platform"><see cref="Native"/>, <c>Universal</c> or <c>Web</c>.</param>
/// <param name="OneTap">A JSON object with what Google One Tap needs on a page; null where it is not offered.</param>
internal sealed record ShownSocialConnector(
    string Id, string Target, JsonText Name, string Logo, string? LogoDark, string? Platform, bool? IsStandard, bool? IsTokenStorageSupported, JsonText? OneTap)
{
    /// <summary>Such a provider runs only inside an application on a device: no page leads to it.</summary>
    public const string Native = "Native";

    /// <summary>Those that the sign-in experience names the targets of, in its order.</summary>
    public static IReadOnlyList<ShownSocialConnector> InOrder(Experience experience, IEnumerable<ShownSocialConnector> all)
    {
        if (experience.SocialSignInConnectorTargets == JsonText.EmptyArray) return [];
        var byTarget = all.ToLookup(connector => connector.Target);
        return [.. experience.SocialSignInConnectorTargets.ToElement().EnumerateArray().SelectMany(target => byTarget[target.GetString()!])];
    }
}

/// <summary>An enterprise provider as sign-in pages show it; only those that have a domain and are configured.</summary>
internal sealed record ShownSsoConnector(string Id, string ConnectorName, string Logo, string? DarkLogo);

/// <summary>The social providers of the current tenant, whether the sign-in experience names them or not. Given by the Connectors folder.</summary>
internal delegate Task<IReadOnlyList<ShownSocialConnector>> FindSocialConnectors(CancellationToken ct);

/// <summary>The enterprise providers of the current tenant. Given by the folder that keeps them.</summary>
internal delegate Task<IReadOnlyList<ShownSsoConnector>> FindSsoConnectors(CancellationToken ct);
