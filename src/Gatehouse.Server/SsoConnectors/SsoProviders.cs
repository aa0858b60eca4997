namespace Gatehouse.Server.SsoConnectors;

/// <summary>A kind of enterprise identity provider (contract/management-misc.md 8).</summary>
/// <param name="Issuer">The issuer that a configuration need not name; null where it must.</param>
internal sealed record SsoProvider(string Name, string Title, bool IsOidc, string Color, string? Issuer = null)
{
    public string Type => IsOidc ? "oidc" : "saml";

    /// <summary>A letter on a square: providers' own marks are theirs.</summary>
    public string Logo => "data:image/svg+xml;base64," + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="8" fill="{Color}"/><text x="20" y="28" font-family="sans-serif" font-size="22" font-weight="600" text-anchor="middle" fill="#fff">{Title[..1]}</text></svg>"""));
}

internal static class SsoProviders
{
    public static IReadOnlyList<SsoProvider> All { get; } =
    [
        new("OIDC", "OpenID Connect", IsOidc: true, "#A65B00"),
        new("SAML", "SAML", IsOidc: false, "#50606F"),
        new("AzureAD", "Microsoft Entra ID", IsOidc: false, "#1F6FB2"),
        new("GoogleWorkspace", "Google Workspace", IsOidc: true, "#3367D6", "https://accounts.google.com"),
        new("Okta", "Okta", IsOidc: true, "#1B3A8C"),
        new("AzureAdOidc", "Microsoft Entra ID", IsOidc: true, "#1F6FB2"),
    ];

    public static SsoProvider? Find(string name) => All.FirstOrDefault(provider => provider.Name == name);
}
