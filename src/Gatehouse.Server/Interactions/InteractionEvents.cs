using Gatehouse.Server.Data;
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
}
