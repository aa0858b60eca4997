using Gatehouse.Server.Data;
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

    /// <summary>A sign-in was found unusual. Told also when the request then ends with the demand for a second factor.</summary>
    /// <param name="result"><c>requiresMfa</c> and <c>triggeredRules</c>, each with <c>rule</c> and <c>details</c>.</param>
    public static ChangeEvent AdaptiveMfaTriggered(User user, JsonText result) => new("PostSignInAdaptiveMfaTriggered", user.Id, UserObject.Base(user))
    {
        IsEndOfInteraction = true,
        Extras = [KeyValuePair.Create("adaptiveMfaResult", result)],
    };
}
