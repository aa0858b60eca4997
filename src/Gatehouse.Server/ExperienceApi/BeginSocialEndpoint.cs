using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/social/:connectorId/authorization-uri: <c>{ authorizationUri, verificationId }</c> (contract/experience-api.md 4.3).</summary>
internal sealed class BeginSocialEndpoint(BeginSocial begin) : IApiEndpoint
{
    private static readonly Field<string> State = Schemas.Text.Required("state");
    private static readonly Field<string> RedirectUri = Schemas.Text.Required("redirectUri");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(State, RedirectUri),
        Answer = new ObjectSchema(Schemas.Text.Required("authorizationUri"), Schemas.Text.Required("verificationId")),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var begun = await begin.ExecuteAsync(call.Caller.Id, call.Param("connectorId"), call.Body.Get(State)!, call.Body.Get(RedirectUri)!, call.Aborted);
        if (!begun.TryGet(out var social, out var refused)) return refused;
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("authorizationUri", social.AuthorizationUri);
            json.WriteString("verificationId", social.VerificationId);
            json.WriteEndObject();
        }));
    }
}
