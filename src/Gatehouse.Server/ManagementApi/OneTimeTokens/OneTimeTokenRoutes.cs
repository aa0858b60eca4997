using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>Every route below <c>/api/one-time-tokens</c> (contract/management-misc.md 9).</summary>
internal static class OneTimeTokenRoutes
{
    public static void AddOneTimeTokenRoutes(this ApiRoutes routes) => routes
        .Get<ListOneTimeTokensEndpoint>("/one-time-tokens")
        .Post<CreateOneTimeTokenEndpoint>("/one-time-tokens")
        .Post<VerifyOneTimeTokenEndpoint>("/one-time-tokens/verify")
        .Get<GetOneTimeTokenEndpoint>("/one-time-tokens/{id}")
        .Delete<DeleteOneTimeTokenEndpoint>("/one-time-tokens/{id}")
        .Put<SetOneTimeTokenStatusEndpoint>("/one-time-tokens/{id}/status");
}
