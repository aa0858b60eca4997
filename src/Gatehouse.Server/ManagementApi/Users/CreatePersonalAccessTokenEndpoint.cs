using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>POST /api/users/:userId/personal-access-tokens (contract/management-api.md 2.16).</summary>
internal sealed class CreatePersonalAccessTokenEndpoint(PersonalAccessTokens tokens, Sealer sealer) : IApiEndpoint
{
    /// <summary>The last moment of the year 9999, in epoch milliseconds.</summary>
    private const decimal LastTime = 253_402_300_799_999;

    internal static readonly Field<string> Name = Schemas.NonEmptyText.AtMost(256).Required("name");
    private static readonly Field<decimal?> ExpiresAt = Schemas.NumberBetween(-LastTime, LastTime).OrNull().Optional("expiresAt");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Name, ExpiresAt),
        Success = StatusCodes.Status201Created,
        Answer = PersonalAccessTokenObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        DateTime? end = call.Body.Get(ExpiresAt) is { } milliseconds ? DateTime.UnixEpoch.AddMilliseconds((double)Math.Clamp(decimal.Floor(milliseconds), 0, LastTime)) : null;
        return (await tokens.CreateAsync(call.Param("userId"), call.Body.Get(Name)!, end, call.Aborted)).TryGet(out var token, out var refused)
            ? ApiResult.Json(PersonalAccessTokenObject.Text(token, sealer)) : refused;
    }
}
