using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/password: <c>{ verificationId }</c> (contract/experience-api.md 4.1).</summary>
internal sealed class PasswordVerificationEndpoint(VerifyPassword verify) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.OneOf("username", "email", "phone").Required("type");
    private static readonly Field<string> Value = Schemas.Text.Required("value");
    private static readonly Field<Input> IdentifierField = new ObjectSchema(Type, Value).Required("identifier");
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IdentifierField, Password), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var sent = call.Body.Get(IdentifierField)!;
        var identifier = new SignInIdentifier(sent.Get(Type)!, sent.Get(Value)!);
        return (await verify.ExecuteAsync(call.Caller.Id, identifier, call.Body.Get(Password)!, call.Aborted)).TryGet(out var id, out var refused)
            ? VerificationAnswer.Of(id) : refused;
    }
}
