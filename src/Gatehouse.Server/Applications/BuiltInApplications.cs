using System.Collections.Frozen;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Applications;

/// <summary>
/// The clients that every tenant has without a row (contract/oidc.md 4.3), and the addresses of the console, which depend on where the
/// server is reached.
/// </summary>
internal static class BuiltInApplications
{
    public const string AdminConsole = "admin-console";
    public const string AccountCenter = "account-center";

    private const string DemoApp = "demo-app";
    private const string DeviceDemoApp = "device-demo-app";

    /// <summary>Of those without a row.</summary>
    public static IReadOnlySet<string> Ids { get; } = FrozenSet.Create(StringComparer.Ordinal, DemoApp, AccountCenter, DeviceDemoApp);

    /// <summary>As administrators see it: without addresses, which depend on where the server is reached (contract/management-apps-resources-roles.md 1.2).</summary>
    public static Application? Find(string tenantId, string id)
    {
        var found = Of(tenantId, "").FirstOrDefault(application => application.Id == id);
        found?.OidcClientMetadata = Application.NoAddresses;
        return found;
    }

    /// <param name="baseUrl">Of the tenant, without trailing slash.</param>
    public static IEnumerable<Application> Of(string tenantId, string baseUrl)
    {
        yield return Make(tenantId, DemoApp, ApplicationType.SPA, Addresses([baseUrl + "/demo-app"], [baseUrl + "/demo-app"]), "{}");
        yield return Make(tenantId, AccountCenter, ApplicationType.SPA, Addresses([baseUrl + "/account"], [baseUrl + "/account"]), """{"alwaysIssueRefreshToken":true}""");
        yield return Make(tenantId, DeviceDemoApp, ApplicationType.Native, Addresses([], [baseUrl + "/device-demo-app"]), """{"isDeviceFlow":true}""");
    }

    /// <summary>The console's row with its addresses.</summary>
    public static void Complete(Application console, string baseUrl) =>
        console.OidcClientMetadata = Addresses([baseUrl + "/console/callback"], [baseUrl + "/console"]);

    private static Application Make(string tenantId, string id, ApplicationType type, JsonText addresses, string settings) => new()
    {
        TenantId = tenantId,
        Id = id,
        Name = id,
        Type = type,
        OidcClientMetadata = addresses,
        CustomClientMetadata = JsonText.FromStored(settings),
        CreatedAt = DateTime.UnixEpoch,
    };

    private static JsonText Addresses(string[] redirectUris, string[] postLogoutRedirectUris) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("redirectUris");
        JsonText.Strings(redirectUris).WriteTo(json);
        json.WritePropertyName("postLogoutRedirectUris");
        JsonText.Strings(postLogoutRedirectUris).WriteTo(json);
        json.WriteEndObject();
    });
}
