using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>PUT /api/domains/:id/verification-files: at most ten (contract/management-misc.md 6).</summary>
internal sealed class ReplaceVerificationFilesEndpoint : IApiEndpoint
{
    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(
            DomainShapes.VerificationFiles.Where(files => files.Count <= 10 ? null : "Must be at most 10 items").Required("verificationFiles")),
        Answer = DomainShapes.VerificationFiles,
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(DomainRefusals.NotThere(call.Param("id")));
}
