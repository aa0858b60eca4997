using Gatehouse.Server.Credentials;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/mfa-verifications: binds TOTP or backup codes and shows their secrets, this once (contract/management-api.md 2.14).</summary>
internal sealed class CreateMfaVerificationEndpoint(SecondFactors factors, TenantEndpoints endpoints, CurrentTenant tenant) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.OneOf(MfaVerification.Totp, MfaVerification.BackupCode).Required("type");
    private static readonly Field<string> Secret = Schemas.Text.Optional("secret");
    private static readonly Field<IReadOnlyList<string>> Codes = Schemas.ListOf(Schemas.Text).Optional("codes");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Type, Secret, Codes),
        Answer = Schemas.ObjectOf(Type, Secret, Schemas.Text.Optional("secretQrCode"), Codes),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var type = call.Body.Get(Type)!;
        return type == MfaVerification.Totp ? await AddTotpAsync(call) : await AddBackupCodesAsync(call);
    }

    private async Task<ApiResult> AddTotpAsync(ApiCall call)
    {
        if (!(await factors.AddTotpAsync(call.Param("userId"), call.Body.Get(Secret), call.Aborted)).TryGet(out var added, out var refused)) return refused;
        var uri = TotpSecret.KeyUri(added.Secret, new Uri(endpoints.BaseUrl(tenant.Id)).Host, added.User.DisplayName);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, MfaVerification.Totp);
            json.WriteString("secret"u8, added.Secret);
            json.WriteString("secretQrCode"u8, QrCode.DataUrl(uri));
            json.WriteEndObject();
        }));
    }

    private async Task<ApiResult> AddBackupCodesAsync(ApiCall call)
    {
        if (!(await factors.AddBackupCodesAsync(call.Param("userId"), call.Body.Get(Codes), ChangedBy.Administrator, call.Aborted)).TryGet(out var codes, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, MfaVerification.BackupCode);
            json.WritePropertyName("codes"u8);
            JsonText.Strings(codes).WriteTo(json);
            json.WriteEndObject();
        }));
    }
}
