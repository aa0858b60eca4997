using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Profile;

/// <summary>PATCH /api/my-account/profile: merged one level deep, the address as a whole (contract/account-api.md 4).</summary>
internal sealed class ChangeProfileEndpoint(AccountGate gate, ChangeUser change) : IApiEndpoint
{
    private static readonly WholeSchema<JsonText> Claims = new(UserShapes.Profile);

    public static ApiContract Contract { get; } = new() { Body = Claims, Answer = UserShapes.Profile };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var claims = Claims.ValueOf(call.Body);
        List<AccountCheck> checks = [Check.MayEdit(AccountFields.Profile), Check.Scope(OidcScope.Profile, 400)];
        if (claims.ToElement().TryGetProperty("address", out _)) checks.Add(Check.Scope(OidcScope.Address, 400));
        if (await gate.RefuseAsync(call, [.. checks, Check.FirstParty]) is { } refused) return refused;
        return (await change.MergeProfileAsync(call.Caller.Id, claims, ChangedBy.Owner, call.Aborted)).TryGet(out var user, out refused)
            ? ApiResult.Json(AccountObject.Profile(user, AccountCaller.Of(call))) : refused;
    }
}
