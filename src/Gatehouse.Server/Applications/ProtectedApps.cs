using System.Text.RegularExpressions;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Applications;

/// <summary>
/// Applications that a provider of protection stands before (contract/management-apps-resources-roles.md 1.2 and 1.9). This server has no such
/// provider; in test mode, as there, the row is made without one.
/// </summary>
internal sealed partial class ProtectedApps(GatehouseOptions options)
{
    /// <summary>What the hosts end in; the provider that test mode does without has no domain of its own (contract 1.2).</summary>
    public const string DefaultDomain = "";

    private const int SessionDuration = 14 * 24 * 3600;

    public Refusal? Refuse(NewProtectedApp place) =>
        !SubDomain().IsMatch(place.SubDomain) ? new Refusal("application.invalid_subdomain", 422) : RefuseWithoutProvider();

    /// <summary>What changes such an application must reach the provider.</summary>
    public Refusal? RefuseWithoutProvider() => options.IsTestMode ? null : ApplicationRefusals.ProtectedAppsAreNotSetUp;

    /// <summary>Host, addresses and defaults of a new one.</summary>
    public static void Describe(Application application, NewProtectedApp place)
    {
        var host = place.SubDomain.ToLowerInvariant() + '.' + DefaultDomain;
        application.ProtectedHost = host;
        application.ProtectedAppMetadata = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("host", host);
            json.WriteString("origin", place.Origin);
            json.WriteNumber("sessionDuration", SessionDuration);
            json.WriteStartArray("pageRules");
            json.WriteEndArray();
            json.WriteStartArray("additionalScopes");
            json.WriteEndArray();
            json.WriteEndObject();
        });
        application.OidcClientMetadata = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("redirectUris");
            JsonText.Strings(CallbackOf(host)).WriteTo(json);
            json.WritePropertyName("postLogoutRedirectUris");
            JsonText.Strings(HomeOf(host)).WriteTo(json);
            json.WriteEndObject();
        });
    }

    /// <summary>Where a protected application takes its users back from sign-in.</summary>
    public static string CallbackOf(string host) => $"https://{host}/sign-in-callback";

    /// <summary>Where it takes them back from sign-out.</summary>
    public static string HomeOf(string host) => $"https://{host}";

    /// <summary>RFC 1123 section 2.1: one label.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex SubDomain();
}
