using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 3.1.2.1.
internal static class PromptIsKnown
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Prompts.All(Prompt.Known.Contains) ? null : OAuthError.InvalidRequest("This prompt is not offered here.");
}
