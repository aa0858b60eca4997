using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>Every route below <c>/api/domains</c> (contract/management-misc.md 6).</summary>
internal static class DomainRoutes
{
    public static void AddDomainRoutes(this ApiRoutes routes) => routes
        .Get<ListDomainsEndpoint>("/domains")
        .Post<CreateDomainEndpoint>("/domains")
        .Post<CleanUpDomainsEndpoint>("/domains/cleanup")
        .Get<GetDomainEndpoint>("/domains/{id}")
        .Delete<DeleteDomainEndpoint>("/domains/{id}")
        .Get<ListVerificationFilesEndpoint>("/domains/{id}/verification-files")
        .Put<ReplaceVerificationFilesEndpoint>("/domains/{id}/verification-files");
}
