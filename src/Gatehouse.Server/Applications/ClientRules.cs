using System.Text.Json;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Applications;

/// <summary>Which settings fit which kind of application (contract/management-apps-resources-roles.md 1.2 and 1.3).</summary>
internal static class ClientRules
{
    /// <summary>Whether a secret can be kept where the application runs.</summary>
    public static bool KeepsSecrets(ApplicationType type) => type is ApplicationType.MachineToMachine or ApplicationType.Protected or ApplicationType.Traditional;

    public static bool IsDeviceFlow(JsonText settings) => IsOn(settings, "isDeviceFlow");

    public static bool IsDeviceFlow(Optional<JsonText> settings) => settings.IsSent && IsDeviceFlow(settings.Value);

    public static bool AllowsTokenExchange(Optional<JsonText> settings) => settings.IsSent && IsOn(settings.Value, "allowTokenExchange");

    /// <summary>
    /// RFC 7591 section 2: a client that runs in public has nothing to authenticate with, and <c>private_key_jwt</c> needs a key. Else nobody
    /// could get in any more.
    /// </summary>
    public static Refusal? RefuseAuthentication(ApplicationType type, Optional<JsonText> metadata)
    {
        if (!metadata.IsSent) return null;
        var client = metadata.Value.ToElement();
        if (!client.TryGetProperty("tokenEndpointAuthMethod", out var method)) return null;
        if (!KeepsSecrets(type)) return Refusal.InvalidRequest("an application of this type does not authenticate, so tokenEndpointAuthMethod can't be set");
        return method.GetString() == "private_key_jwt" && !(client.TryGetProperty("jwks", out var keys) && PublicJwk.ReadSet(keys).Count > 0)
            ? Refusal.InvalidRequest("private_key_jwt needs a key in jwks") : null;
    }

    private static bool IsOn(JsonText settings, string name) => settings.ToElement().TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
