using Gatehouse.Server.Organizations;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Organizations;

/// <summary>POST /api/organizations/:id/jit/email-domains (contract/management-organizations.md 4).</summary>
internal sealed class AddEmailDomainEndpoint(ConfigureJustInTime configure) : IApiEndpoint
{
    private static readonly Field<string> EmailDomain = EmailDomainObject.Domain.Required("emailDomain");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(EmailDomain), Success = StatusCodes.Status201Created, Answer = EmailDomainObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await configure.AddDomainAsync(call.Param("id"), call.Body.Get(EmailDomain)!, call.Aborted)).TryGet(out var added, out var refused)
            ? ApiResult.Json(JsonText.Write(json => EmailDomainObject.Write(json, added))) : refused;
}
