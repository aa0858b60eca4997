using Gatehouse.Server.Assets;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.ManagementApi.SignInExperience;

/// <summary>
/// POST /api/sign-in-exp/default/custom-ui-assets: sign-in pages of one's own as a zip file (contract/management-misc.md 4). Without a
/// place that serves them nothing is kept, and the answer says so.
/// </summary>
internal sealed class UploadCustomUiEndpoint(CurrentTenant tenant) : IApiEndpoint
{
    private const int Largest = 20 * 1024 * 1024;

    public static ApiContract Contract { get; } = new()
    {
        File = new FilePartRule("file", Largest),
        Answer = new ObjectSchema(Schemas.Text.Required("customUiAssetId")),
    };

    public Task<ApiResult> HandleAsync(ApiCall call) => Task.FromResult<ApiResult>(Refuse(call.File!.Content));

    private Refusal Refuse(byte[] file)
    {
        if (tenant.Id == TenantEndpoints.Admin) return new Refusal("guard.not_allowed_for_admin_tenant");
        return AssetTypes.Of(file) == "application/zip" ? new Refusal("storage.not_configured") : new Refusal("guard.mime_type_not_allowed");
    }
}
