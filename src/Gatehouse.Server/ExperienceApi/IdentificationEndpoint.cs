using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/identification: 204 when the verification says who it is, 201 with the plain word for it when a registration made
/// the user (contract/experience-api.md 5 and 6).
/// </summary>
internal sealed class IdentificationEndpoint(IdentifyUser identify) : IApiEndpoint
{
    private static readonly Field<string> VerificationId = Schemas.Text.Optional("verificationId");
    private static readonly Field<bool> LinkSocialIdentity = Schemas.Flag.Optional("linkSocialIdentity");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(VerificationId, LinkSocialIdentity), Success = StatusCodes.Status204NoContent,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var identified = await identify.ExecuteAsync(call.Caller.Id, call.Body.Get(VerificationId), call.Body.Get(LinkSocialIdentity), call.Aborted);
        if (!identified.TryGet(out var how, out var refused)) return refused;
        return how == Identification.Created ? ApiResult.PlainCreated : ApiResult.NoContent;
    }
}
