using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Data;

/// <summary>
/// Who causes the changes of this scope, and through which request. A surface fills it at its edge; audit entries and webhook payloads
/// (contract/management-webhooks.md 6.2) are written from it. Outside a request everything but the actor is empty.
/// </summary>
internal sealed class ChangeOrigin
{
    /// <summary><c>app</c>, <c>user</c>, <c>interaction</c> (a browser whose user is not signed in yet) or <c>system</c>.</summary>
    public string ActorType { get; set; } = "system";

    public string? ActorId { get; set; }

    /// <summary>What to call the actor, where that is known: an administrator at the console.</summary>
    public string? ActorName { get; set; }

    public string? Ip { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>What the proxy in front says of the request; null: nothing.</summary>
    public RequestSignals? Signals { get; set; }

    public RequestFacts? Request { get; set; }

    /// <summary>The interaction of an end user that the change belongs to; null outside of one.</summary>
    public InteractionFacts? Interaction { get; set; }

    /// <summary>The job that makes the change, on behalf of the actor who ordered it; null when the actor makes it.</summary>
    public string? JobId { get; set; }
}

/// <summary>A request's place, and whether a robot made it, as the proxy in front says; null: it does not say (contract/experience-api.md 8.5).</summary>
internal sealed record RequestSignals(string? Country, string? City, string? Latitude, string? Longitude, string? BotScore, string? BotVerified)
{
    public static RequestSignals None { get; } = new(null, null, null, null, null, null);
}

/// <summary>The request as the webhook payload names it; <c>Path</c> and <c>MatchedRoute</c> come without the surface's prefix.</summary>
/// <param name="Status">The status that the answer will have.</param>
internal sealed record RequestFacts(string Path, string Method, int Status, JsonText Params, string MatchedRoute);

/// <summary>An interaction as the webhook payload names it (contract/management-webhooks.md 6.1 and 6.3).</summary>
/// <param name="Event"><c>SignIn</c>, <c>Register</c> or <c>ForgotPassword</c>.</param>
/// <param name="Application">A JSON object with <c>id</c>, <c>type</c>, <c>name</c>, <c>description</c>; null for one that has no row.</param>
internal sealed record InteractionFacts(string Id, string Event, string ApplicationId, JsonText? Application);
