using System.Text.Json.Nodes;

namespace Gatehouse.Server.Platform.OpenApi;

/// <summary>For whom an API is, which is how its calls prove who they come from.</summary>
/// <param name="Scheme">The name of the security scheme.</param>
/// <param name="Scopes">What a token needs.</param>
internal sealed record ApiAudience(string Scheme, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roots, Func<JsonObject> Describe)
{
    public static ApiAudience Experience { get; } = new("cookieAuth", [], ["/api/experience", "/api/interaction"], () => new JsonObject
    {
        ["type"] = "apiKey", ["in"] = "cookie", ["name"] = "_interaction",
    });

    public static ApiAudience User { get; } = new("AccountOAuth2", ["openid"], ["/api/my-account", "/api/verifications"], () => OAuth2("authorizationCode", new JsonObject
    {
        ["openid"] = "Who the user is", ["profile"] = "The user's profile", ["email"] = "The mail address", ["phone"] = "The phone number", ["address"] = "The postal address",
        ["custom_data"] = "Custom data", ["identities"] = "Linked accounts and second factors", ["urn:logto:scope:sessions"] = "Sessions and authorized applications",
    }));

    /// <summary>Whatever below <c>/api</c> is no one else's.</summary>
    public static ApiAudience Management { get; } = new("OAuth2", ["all"], [], () => OAuth2("clientCredentials", new JsonObject { ["all"] = "Everything" }));

    /// <summary>In the order in which a path is looked for.</summary>
    public static IReadOnlyList<ApiAudience> All { get; } = [Experience, User, Management];

    public bool Has(string path) => Roots.Count == 0
        ? path.StartsWith("/api/", StringComparison.Ordinal) && !All.Any(other => other.Roots.Count > 0 && other.Has(path))
        : Roots.Any(root => path == root || path.StartsWith(root + '/', StringComparison.Ordinal));

    private static JsonObject OAuth2(string flow, JsonObject scopes)
    {
        var described = new JsonObject { ["tokenUrl"] = "/oidc/token", ["scopes"] = scopes };
        if (flow == "authorizationCode") described.Insert(0, "authorizationUrl", "/oidc/auth");
        return new JsonObject { ["type"] = "oauth2", ["flows"] = new JsonObject { [flow] = described } };
    }
}
