using Gatehouse.Server.Interactions;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>
/// POST /api/experience/verification/sign-in-passkey/authentication: what to use a passkey of the owner of a name with;
/// <c>{ verificationId, authenticationOptions }</c> (contract/experience-api.md 4.7).
/// </summary>
internal sealed class BeginPasskeySignInEndpoint(SignInByPasskey signIn, PasskeySites sites) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.OneOf("username", "email", "phone").Required("type");
    private static readonly Field<string> Value = Schemas.Text.Required("value");
    private static readonly Field<Input> IdentifierField = new ObjectSchema(Type, Value).Required("identifier");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(IdentifierField), Answer = PasskeyFields.AuthenticationAnswer };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var sent = call.Body.Get(IdentifierField)!;
        var asked = await signIn.AskAsync(
            call.Caller.Id, new SignInIdentifier(sent.Get(Type)!, sent.Get(Value)!), await PasskeyFields.SiteOfAsync(sites, call), call.Aborted);
        return PasskeyFields.Answer(asked, PasskeyFields.AuthenticationOptions);
    }
}
