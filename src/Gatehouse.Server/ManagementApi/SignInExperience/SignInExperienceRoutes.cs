using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>Every route below <c>/api/sign-in-exp</c> (contract/management-misc.md 4).</summary>
internal static class SignInExperienceRoutes
{
    public static void AddSignInExperienceRoutes(this ApiRoutes routes) => routes
        .Get<GetExperienceEndpoint>("/sign-in-exp")
        .Patch<ChangeExperienceEndpoint>("/sign-in-exp")
        .Post<PreviewExperienceEndpoint>("/sign-in-exp/preview")
        .Get<ListUsernameConflictsEndpoint>("/sign-in-exp/username-policy/case-sensitivity-conflicts")
        .Post<CheckPasswordEndpoint>("/sign-in-exp/default/check-password")
        .Post<UploadCustomUiEndpoint>("/sign-in-exp/default/custom-ui-assets");
}
