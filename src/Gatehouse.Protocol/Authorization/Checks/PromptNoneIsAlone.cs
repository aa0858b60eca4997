using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.Authorization.Checks;

// OpenID Connect Core section 3.1.2.1.
internal static class PromptNoneIsAlone
{
    public static OAuthError? Check(AuthorizationRequest request) =>
        request.Prompts.Count > 1 && request.Prompts.Contains(Prompt.None)
            ? OAuthError.InvalidRequest("prompt=none goes with no other prompt.")
            : null;
}
