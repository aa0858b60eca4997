using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>POST /api/experience/verification/new-password-identity: <c>{ verificationId }</c> (contract/experience-api.md 4.9).</summary>
internal sealed class NewPasswordIdentityEndpoint(CreatePasswordIdentity create) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.OneOf("username").Required("type");
    private static readonly Field<string> Value = UserShapes.Username.Required("value");
    private static readonly Field<Input> IdentifierField = new ObjectSchema(Type, Value).Required("identifier");
    private static readonly Field<string> Password = Schemas.Text.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IdentifierField, Password), Answer = VerificationAnswer.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call) =>
        (await create.ExecuteAsync(call.Caller.Id, call.Body.Get(IdentifierField)!.Get(Value)!, call.Body.Get(Password)!, call.Aborted)).TryGet(out var id, out var refused)
            ? VerificationAnswer.Of(id) : refused;
}
