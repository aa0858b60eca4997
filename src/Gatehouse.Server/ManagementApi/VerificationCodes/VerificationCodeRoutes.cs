using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.VerificationCodes;

/// <summary>Codes that are sent to an address, and the attempts that lockout counts (contract/management-misc.md 9).</summary>
internal static class VerificationCodeRoutes
{
    public static void AddVerificationCodeRoutes(this ApiRoutes routes) => routes
        .Post<SendVerificationCodeEndpoint>("/verification-codes")
        .Post<VerifyVerificationCodeEndpoint>("/verification-codes/verify")
        .Post<ForgetAttemptsEndpoint>("/sentinel-activities/delete");
}
