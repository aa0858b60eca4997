using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.SignIn.Social;

/// <summary>The address that a user here has in common with a social account (contract/experience-api.md 5).</summary>
internal static class RelatedUser
{
    /// <param name="refused"><c>user.identity_not_exist</c>.</param>
    public static SignInIdentifier? In(Refusal refused) =>
        refused.Data is { } data && data.ToElement().TryGetProperty("relatedUser", out var related)
            ? new SignInIdentifier(related.GetProperty("type").GetString()!, related.GetProperty("value").GetString()!) : null;
}
