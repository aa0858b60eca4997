using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>PUT /api/organizations/:id/jit/email-domains: exactly these afterwards (contract/management-organizations.md 4).</summary>
internal sealed class ReplaceEmailDomainsEndpoint(ConfigureJustInTime configure) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<string>> EmailDomains = Schemas.ListOf(EmailDomainObject.Domain).Required("emailDomains");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(EmailDomains), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await configure.ReplaceDomainsAsync(call.Param("id"), call.Body.Get(EmailDomains)!, call.Aborted)).TryGet(out _, out var refused)
            ? ApiResult.NoContent : refused;
}
