using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Interactions;

internal static class InteractionRefusals
{
    /// <summary>The browser is in no interaction that could go on (contract/experience-api.md 1).</summary>
    public static Refusal NotFound { get; } = new("session.not_found");
}
