using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Applications;

/// <summary>An application as the API shows one (contract/management-apps-resources-roles.md 1.1).</summary>
/// <param name="Secret">Of seeded applications only; the others have theirs beside them.</param>
internal sealed record ConsoleApplication(
    string Id, string Name, string? Secret, string? Description, string Type, JsonObject OidcClientMetadata, JsonObject CustomClientMetadata, JsonElement CustomData,
    bool IsThirdParty, bool AppLevelAccessControlEnabled, long CreatedAt, bool IsAdmin)
{
    public const string Machine = "MachineToMachine";

    /// <summary>It acts for itself, without users.</summary>
    public bool IsMachine => Type == Machine;

    /// <summary>It runs where a secret can be kept.</summary>
    public bool HasSecrets => Type is Machine or "Traditional" or "Protected";

    /// <summary>Made and changed by an API of its own.</summary>
    public bool IsSaml => Type == "SAML";

    /// <summary>The name of the text that says what it is.</summary>
    public string Kind => "application.type_" + Type;

    public static Task<ConsoleApplication> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleApplication>(ApiPathOf(visit));

    public static string ApiPathOf(ConsoleVisit visit) => "/api/applications/" + visit.RouteForUrl("applicationId");

    public static async Task<ThingHead> HeadAsync(ConsoleVisit visit) => (await ReadAsync(visit)).ToHead(visit);

    public ThingHead ToHead(ConsoleVisit visit)
    {
        var path = $"{ApplicationListPage.Path}/{Uri.EscapeDataString(Id)}";
        var frame = visit.Frame;
        List<(string Path, string Name)> tabs = [(path, visit.Say("tab.settings"))];
        if (IsMachine) tabs.Add((path + "/use", visit.Say("tab.use")));
        if (HasSecrets && frame.May("GET", "/applications/{id}/secrets")) tabs.Add((path + "/secrets", visit.Say("tab.secrets")));
        if (IsMachine && frame.May("GET", "/applications/{applicationId}/roles")) tabs.Add((path + "/roles", visit.Say("nav.roles")));
        if (IsMachine && frame.May("GET", "/applications/{id}/organizations")) tabs.Add((path + "/organizations", visit.Say("nav.organizations")));
        if (IsThirdParty && frame.May("GET", "/applications/{applicationId}/user-consent-scopes")) tabs.Add((path + "/permissions", visit.Say("tab.permissions")));
        if (!IsMachine && frame.May("GET", "/applications/{applicationId}/access-control")) tabs.Add((path + "/access", visit.Say("tab.access")));
        if (!IsMachine && frame.May("GET", "/applications/{applicationId}/sign-in-experience")) tabs.Add((path + "/branding", visit.Say("tab.branding")));
        return new ThingHead("app_" + (IsThirdParty ? "ThirdParty" : Type), Name, Id, visit.Say(Kind), visit.Say("nav.applications"), ApplicationListPage.Path, tabs)
        {
            Mark = IsThirdParty ? visit.Say("application.third_party") : null,
        };
    }
}

/// <summary>A secret of an application (contract/management-apps-resources-roles.md 1.3).</summary>
/// <param name="Value">Is shown when the secret is made, and never again.</param>
/// <param name="ExpiresAt">Milliseconds since 1970; null for never.</param>
internal sealed record ConsoleSecret(string Name, string Value, long CreatedAt, long? ExpiresAt);
