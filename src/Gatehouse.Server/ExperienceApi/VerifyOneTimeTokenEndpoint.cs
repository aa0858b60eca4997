using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Gatehouse.Server.Verifications;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/one-time-token/verify: takes the token of a magic link, once; <c>{ verificationId }</c> (contract/experience-api.md 4.10).</summary>
internal sealed class VerifyOneTimeTokenEndpoint(VerifyOneTimeToken verify) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.OneOf(VerificationChannel.Email).Required("type");
    private static readonly Field<string> Value = UserShapes.Email.Required("value");
    private static readonly Field<Input> IdentifierField = new ObjectSchema(Type, Value).Required("identifier");
    private static readonly Field<string> Token = Schemas.NonEmptyText.Required("token");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IdentifierField, Token), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var identifier = new SignInIdentifier(VerificationChannel.Email, call.Body.Get(IdentifierField)!.Get(Value)!);
        return VerificationAnswer.Of(await verify.ExecuteAsync(call.Caller.Id, identifier, call.Body.Get(Token)!, call.Aborted));
    }
}
