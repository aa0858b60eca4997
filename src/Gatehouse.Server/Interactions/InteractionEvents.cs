using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions.Mfa;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.Interactions;

/// <summary>What happens at the end of an interaction, as webhooks learn of it (contract/management-webhooks.md 6.1).</summary>
internal static class InteractionEvents
{
    /// <param name="user">As the end leaves them.</param>
    public static ChangeEvent Ended(InteractionEvent chosen, User user)
    {
        var name = chosen switch
        {
            InteractionEvent.Register => "PostRegister",
            InteractionEvent.ForgotPassword => "PostResetPassword",
            _ => "PostSignIn",
        };
        return new ChangeEvent(name, user.Id, UserObject.Base(user)) { IsEndOfInteraction = true };
    }

    /// <summary>Something about a sign-in is unusual; whether it goes on depends on the second factor.</summary>
    public static ChangeEvent Unusual(User user, IReadOnlyList<TriggeredRule> rules) => new("PostSignInAdaptiveMfaTriggered", user.Id, UserObject.Base(user))
    {
        IsEndOfInteraction = true,
        Extras = [KeyValuePair.Create("adaptiveMfaResult", JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("requiresMfa", true);
            json.WriteStartArray("triggeredRules");
            foreach (var (rule, details) in rules)
            {
                json.WriteStartObject();
                json.WriteString("rule", rule);
                json.WritePropertyName("details");
                details.WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }))],
    };
}
