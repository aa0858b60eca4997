using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Identities;

/// <summary>DELETE /api/my-account/identities/:target: takes a social account away (contract/account-api.md 7).</summary>
internal sealed class RemoveIdentityEndpoint(AccountGate gate, SocialIdentities identities) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, Check.MayEdit(AccountFields.Social), Check.Scope(OidcScope.Identities, 400), Check.VerifiedIfPossible, Check.FirstParty) is { } refused) return refused;
        return (await identities.UnlinkAsync(call.Caller.Id, call.Param("target"), ChangedBy.Owner, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }
}
