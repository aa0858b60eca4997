using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials.Passkeys;
using Gatehouse.Server.Interactions.Passkeys;
using Gatehouse.Server.Platform.Api;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>
/// POST /api/verifications/web-authn/registration: what to make a passkey with; <c>{ verificationRecordId, registrationOptions, expiresAt }</c>
/// (contract/account-api.md 11).
/// </summary>
internal sealed class AskPasskeyEndpoint(AccountGate gate, OwnPasskey passkeys, PasskeySites sites) : IApiEndpoint
{
    private const string Options = "registrationOptions";

    public static ApiContract Contract { get; } = new() { Answer = RecordAnswer.ShapeWith(PasskeyShapes.RegistrationOptions.Required(Options)) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.FirstParty) is { } refused) return refused;
        var site = await sites.OfAsync(call.Headers.Host.ToString(), call.Headers.Origin.ToString(), call.Aborted);
        if (!(await passkeys.AskAsync(call.Caller.Id, site, call.Aborted)).TryGet(out var question, out refused)) return refused;
        return RecordAnswer.Created(question.Verification, json =>
        {
            json.WritePropertyName(Options);
            question.Options.WriteTo(json);
        });
    }
}
