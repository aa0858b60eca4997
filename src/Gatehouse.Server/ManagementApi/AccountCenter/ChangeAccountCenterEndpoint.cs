using Gatehouse.Server.ManagementApi.SignInExperience;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.ManagementApi.AccountCenter;

/// <summary>PATCH /api/account-center: what is sent is replaced, the map of fields as a whole (contract/management-misc.md 5).</summary>
internal sealed class ChangeAccountCenterEndpoint(ChangeAccountCenter change) : IApiEndpoint
{
    private static readonly Field<bool> Enabled = Schemas.Flag.Optional("enabled");
    private static readonly Field<JsonText> Fields = AccountCenterObject.Fields.Optional("fields");
    private static readonly Field<IReadOnlyList<string>> Origins = Schemas.ListOf(Schemas.Text).Optional("webauthnRelatedOrigins");
    private static readonly Field<string?> DeleteAccountUrl = Appearance.Link.Optional("deleteAccountUrl");
    private static readonly Field<string?> CustomCss = Schemas.Text.OrNull().Optional("customCss");
    private static readonly Field<IReadOnlyList<string>?> ProfileFields = ExperienceShapes.ProfileFieldNames.Optional("profileFields");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Enabled, Fields, Origins, DeleteAccountUrl, CustomCss, ProfileFields), Answer = AccountCenterObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var fields = new AccountCenterChange
        {
            Enabled = call.Body.Optional(Enabled),
            Fields = call.Body.Optional(Fields),
            WebauthnRelatedOrigins = call.Body.Optional(Origins),
            DeleteAccountUrl = call.Body.Optional(DeleteAccountUrl),
            CustomCss = call.Body.Optional(CustomCss),
            ProfileFields = call.Body.Optional(ProfileFields),
        };
        return (await change.ExecuteAsync(fields, call.Aborted)).TryGet(out var settings, out var refused)
            ? ApiResult.Json(AccountCenterObject.Text(settings)) : refused;
    }
}
