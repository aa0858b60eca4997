using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>POST /api/one-time-tokens (contract/management-misc.md 9).</summary>
internal sealed class CreateOneTimeTokenEndpoint(CreateOneTimeToken create, Sealer sealer, TimeProvider time) : IApiEndpoint
{
    /// <summary>A hundred years.</summary>
    private const decimal LongestLifetime = 3_153_600_000;

    private static readonly Field<string> Email = Schemas.NonEmptyText.AtMost(128).Required("email");
    private static readonly Field<JsonText> Context = OneTimeTokenObject.Context.Optional("context");
    private static readonly Field<decimal> ExpiresIn = Schemas.NumberBetween(1, LongestLifetime).Optional("expiresIn");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(Email, Context, ExpiresIn),
        Success = StatusCodes.Status201Created,
        Answer = OneTimeTokenObject.Shape,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var context = call.Body.Has(Context) ? call.Body.Get(Context) : JsonText.EmptyObject;
        var lifetime = call.Body.Has(ExpiresIn) ? TimeSpan.FromSeconds((double)call.Body.Get(ExpiresIn)) : OneTimeToken.UsualLifetime;
        return (await create.ExecuteAsync(call.Body.Get(Email)!, context, lifetime, call.Aborted)).TryGet(out var token, out var refused)
            ? ApiResult.Json(OneTimeTokenObject.Text(token, sealer, time.GetUtcNow().UtcDateTime)) : refused;
    }
}
