using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ManagementApi.VerificationCodes;

/// <summary>POST /api/sentinel-activities/delete: lifts the locks of identifiers (contract/management-misc.md 9).</summary>
internal sealed class ForgetAttemptsEndpoint(ForgetAttempts forget) : IApiEndpoint
{
    private static readonly Field<string> TargetType = Schemas.OneOf("User", "App").Required("targetType");
    private static readonly Field<IReadOnlyList<string>> Targets = Schemas.ListOf(Schemas.Text).Required("targets");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(TargetType, Targets), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await forget.ExecuteAsync(call.Body.Get(TargetType)!, call.Body.Get(Targets)!, call.Aborted)).TryGet(out _, out var refused) ? ApiResult.NoContent : refused;
}
