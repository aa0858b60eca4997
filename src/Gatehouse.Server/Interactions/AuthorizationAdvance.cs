using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Errors;
using Gatehouse.Server.Sessions;

namespace Gatehouse.Server.Interactions;

/// <summary>Where an authorization request stands after a turn: what the provider does next, and what the browser's session cookie becomes.</summary>
/// <param name="Request">Null when there was nothing to go on with.</param>
/// <param name="Cookie">Null: as it was.</param>
internal sealed record AuthorizationAdvance(AuthorizationRequest? Request, AuthorizationStep Step, SessionSecret? Cookie = null)
{
    /// <summary>The interaction that came to its end.</summary>
    public string? InteractionId { get; init; }

    public string? SessionId { get; init; }

    public string? UserId { get; init; }
}

/// <summary>The value of a session cookie.</summary>
internal sealed record SessionSecret(string Value, DateTime ExpiresAt)
{
    public override string ToString() => nameof(SessionSecret);
}

internal abstract record AuthorizationStep
{
    private AuthorizationStep()
    {
    }

    /// <summary>The user must sign in or consent first.</summary>
    internal sealed record Ask(Interaction Interaction) : AuthorizationStep;

    /// <summary>Done: the client gets its code.</summary>
    internal sealed record Answer(string Code) : AuthorizationStep
    {
        public override string ToString() => nameof(Answer);
    }

    /// <summary>Done: the device gets its tokens at its next poll.</summary>
    internal sealed record DeviceApproved(Interaction Interaction) : AuthorizationStep;

    /// <summary>The client is told no.</summary>
    internal sealed record Refuse(OAuthError Error) : AuthorizationStep;

    /// <summary>Somebody else is signed in at this browser: they are signed out first, then the interaction goes on (contract/oidc.md 8.2).</summary>
    internal sealed record SignOutFirst(Interaction Interaction, Session Session) : AuthorizationStep;

    /// <summary>The interaction waits for its user still.</summary>
    internal sealed record AskAgain(Interaction Interaction) : AuthorizationStep;

    /// <summary>The interaction is unknown, over, used up, or another session's (contract/oidc.md 8.1).</summary>
    internal sealed record SessionNotFound : AuthorizationStep;
}
