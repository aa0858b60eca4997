using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.Interactions;

/// <summary>What webhooks learn of requests that are refused (contract/management-webhooks.md 6.4).</summary>
internal static class RefusalEvents
{
    /// <summary>An attempt was answered with the lock of its identifier.</summary>
    public static ChangeEvent Lockout(SignInIdentifier identifier) => new("Identifier.Lockout", SentinelActivity.HashOf(identifier.Value), null)
    {
        Extras = [Text("type", identifier.Type), Text("value", identifier.Value)],
    };

    /// <summary>A message was one too many for its recipient, or for the address of whoever asked for it.</summary>
    public static ChangeEvent RateLimited(SignInIdentifier recipient) => new("Message.RateLimited", SentinelActivity.HashOf(recipient.Value), null)
    {
        Extras = [Text("action", "VerificationCodeSend"), Text("recipient", recipient.Value)],
    };

    private static KeyValuePair<string, JsonText> Text(string name, string value) =>
        KeyValuePair.Create(name, JsonText.Write(json => json.WriteStringValue(value)));
}
