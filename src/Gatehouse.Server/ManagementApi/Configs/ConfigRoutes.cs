using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>Every route below <c>/api/configs</c> (contract/management-misc.md 3).</summary>
internal static class ConfigRoutes
{
    public static void AddConfigRoutes(this ApiRoutes routes) => routes
        .Get<GetAdminConsoleEndpoint>("/configs/admin-console")
        .Patch<ChangeAdminConsoleEndpoint>("/configs/admin-console")
        .Get<GetCimdConfigEndpoint>("/configs/cimd")
        .Patch<ChangeCimdConfigEndpoint>("/configs/cimd")
        .Get<GetNewDeviceNoticeEndpoint>("/configs/new-device-notice")
        .Patch<ChangeNewDeviceNoticeEndpoint>("/configs/new-device-notice")
        .Get<GetSessionConfigEndpoint>("/configs/oidc/session")
        .Patch<ChangeSessionConfigEndpoint>("/configs/oidc/session")
        .Get<ListKeysEndpoint>("/configs/oidc/{keyType}")
        .Post<RotateKeyEndpoint>("/configs/oidc/{keyType}/rotate")
        .Delete<DeleteKeyEndpoint>("/configs/oidc/{keyType}/{keyId}")
        .Get<GetIdTokenConfigEndpoint>("/configs/id-token")
        .Put<ReplaceIdTokenConfigEndpoint>("/configs/id-token")
        .Get<ListJwtCustomizersEndpoint>("/configs/jwt-customizer")
        .Post<TestJwtCustomizerEndpoint>("/configs/jwt-customizer/test")
        .Get<GetJwtCustomizerEndpoint>("/configs/jwt-customizer/{tokenTypePath}")
        .Put<ReplaceJwtCustomizerEndpoint>("/configs/jwt-customizer/{tokenTypePath}")
        .Patch<ChangeJwtCustomizerEndpoint>("/configs/jwt-customizer/{tokenTypePath}")
        .Delete<DeleteJwtCustomizerEndpoint>("/configs/jwt-customizer/{tokenTypePath}")
        .Get<ListActionsEndpoint>("/configs/actions")
        .Post<TestActionEndpoint>("/configs/actions/test")
        .Get<GetActionEndpoint>("/configs/actions/{actionType}")
        .Put<ReplaceActionEndpoint>("/configs/actions/{actionType}")
        .Patch<ChangeActionEndpoint>("/configs/actions/{actionType}")
        .Delete<DeleteActionEndpoint>("/configs/actions/{actionType}");
}
