using Gatehouse.Server.Accounts;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>POST /api/verifications/verification-code: sends a code; <c>{ verificationRecordId, expiresAt }</c> (contract/account-api.md 11).</summary>
internal sealed class SendCodeEndpoint(AccountGate gate, SendOwnCode send, ReaderLanguage language) : IApiEndpoint
{
    private static readonly Field<string> TemplateType = Schemas.OneOf(MessageUsage.BindMfa, MessageUsage.UserPermissionValidation).Optional("templateType");

    public static ApiContract Contract { get; } = new()
    {
        Body = new ObjectSchema(CodeFields.Recipient, TemplateType), Answer = RecordAnswer.CreatedShape, Success = StatusCodes.Status201Created,
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.FirstParty) is { } refused) return refused;
        return RecordAnswer.Created(await send.ExecuteAsync(
            call.Caller.Id, AccountCaller.Of(call).ApplicationId, CodeFields.RecipientOf(call.Body), call.Body.Get(TemplateType),
            await language.OfAsync(call.Headers.AcceptLanguage, call.Aborted), call.Aborted));
    }
}
