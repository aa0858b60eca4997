using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Mfa;

/// <summary>POST /api/my-account/mfa-verifications: binds an authenticator app, backup codes or a passkey (contract/account-api.md 8).</summary>
internal sealed class AddFactorEndpoint(AccountGate gate, SecondFactors factors, OwnPasskey passkeys) : IApiEndpoint
{
    private static readonly Field<string> Type = Schemas.OneOf(MfaVerification.Totp, MfaVerification.BackupCode, MfaVerification.WebAuthn).Required("type");
    private static readonly Field<string> Secret = Schemas.Text.Required("secret");
    private static readonly Field<string> Code = Schemas.Text.Optional("code");
    private static readonly Field<IReadOnlyList<string>> Codes = Schemas.ListOf(Schemas.Text).Required("codes");
    private static readonly Field<string> RecordId = Schemas.Text.Required("newIdentifierVerificationRecordId");
    private static readonly Field<string> Name = Schemas.Text.Optional("name");

    public static ApiContract Contract { get; } = new()
    {
        Body = new TaggedSchema(
            "type",
            KeyValuePair.Create(MfaVerification.Totp, new ObjectSchema(Type, Secret, Code)),
            KeyValuePair.Create(MfaVerification.BackupCode, new ObjectSchema(Type, Codes)),
            KeyValuePair.Create(MfaVerification.WebAuthn, new ObjectSchema(Type, RecordId, Name))),
        Success = StatusCodes.Status204NoContent,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var type = call.Body.Get(Type)!;
        var field = type == MfaVerification.WebAuthn ? AccountFields.Passkey : AccountFields.Mfa;
        if (await gate.RefuseAsync(call, Check.Verified, Check.MayEdit(field), Check.Scope(OidcScope.Identities, 401), Check.FirstParty) is { } refused) return refused;
        return await BindAsync(call, type) is { } unbound ? unbound : ApiResult.NoContent;
    }

    private async Task<Refusal?> BindAsync(ApiCall call, string type) => type switch
    {
        MfaVerification.Totp => (await factors.AddOwnTotpAsync(call.Caller.Id, call.Body.Get(Secret)!, call.Body.Get(Code), replaces: false, call.Aborted)).Refusal,
        MfaVerification.BackupCode => (await factors.AddBackupCodesAsync(call.Caller.Id, call.Body.Get(Codes), ChangedBy.Owner, call.Aborted)).Refusal,
        _ => (await passkeys.BindAsync(call.Caller.Id, call.Body.Get(RecordId)!, call.Body.Get(Name), call.Aborted)).Refusal,
    };
}
