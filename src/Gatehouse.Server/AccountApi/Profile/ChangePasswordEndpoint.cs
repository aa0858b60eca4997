using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountApi.Profile;

/// <summary>POST /api/my-account/password: a new password in place of the old one; sessions and tokens go on (contract/account-api.md 5).</summary>
internal sealed class ChangePasswordEndpoint(AccountGate gate, UserPasswords passwords) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.VerifiedIfPossible, Check.MayEdit(AccountFields.Password), Check.FirstParty) is { } refused) return refused;
        return (await passwords.ChangeAsync(call.Caller.Id, call.Body.Get(Password)!, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
