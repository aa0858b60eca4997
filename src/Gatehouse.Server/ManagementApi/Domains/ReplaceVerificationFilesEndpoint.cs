using Gatehouse.Server.Domains;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Domains;

/// <summary>PUT /api/domains/:id/verification-files: at most ten, each at a place of its own (contract/management-misc.md 6).</summary>
internal sealed class ReplaceVerificationFilesEndpoint(ReplaceVerificationFiles replace) : IApiEndpoint
{
    private static readonly Field<IReadOnlyList<JsonText>> Files =
        DomainShapes.VerificationFiles.AtMost(10).Where(DomainShapes.FindRepeatedPath).Required("verificationFiles");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Files), Answer = DomainShapes.VerificationFiles };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var files = JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var file in call.Body.Get(Files)!) file.WriteTo(json);
            json.WriteEndArray();
        });
        return (await replace.ExecuteAsync(call.Param("id"), files, call.Aborted)).TryGet(out var kept, out var refused) ? ApiResult.Json(kept) : refused;
    }
}
