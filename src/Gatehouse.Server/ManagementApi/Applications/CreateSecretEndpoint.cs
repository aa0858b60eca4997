using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Applications;

/// <summary>POST /api/applications/:id/secrets: the value is generated (contract/management-apps-resources-roles.md 1.3).</summary>
internal sealed class CreateSecretEndpoint(ApplicationSecretChanges secrets, Sealer sealer) : IApiEndpoint
{
    private static readonly decimal FirstTime = DateTime.MinValue.ToEpochMilliseconds();
    private static readonly decimal LastTime = DateTime.MaxValue.ToEpochMilliseconds();
    private static readonly Field<string> Name = Schemas.NonEmptyText.AtMost(256).Required("name");
    private static readonly Field<decimal?> ExpiresAt = Schemas.NumberBetween(FirstTime, LastTime).Whole().OrNull().Optional("expiresAt");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Name, ExpiresAt),
        Answer = SecretObject.Shape,
        Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        DateTime? expiresAt = call.Body.Get(ExpiresAt) is { } milliseconds ? DateTime.UnixEpoch.AddMilliseconds((double)milliseconds) : null;
        return (await secrets.AddAsync(call.Param("id"), call.Body.Get(Name)!, expiresAt, call.Aborted)).TryGet(out var secret, out var refused)
            ? ApiResult.Json(SecretObject.Text(secret, sealer)) : refused;
    }
}
