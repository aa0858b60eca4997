using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Profile;

/// <summary>PATCH /api/my-account: name, picture, username and custom data, each replaced as a whole (contract/account-api.md 4).</summary>
internal sealed class ChangeAccountEndpoint(AccountGate gate, ChangeUser change) : IApiEndpoint
{
    private static readonly Field<string?> Name = Schemas.Text.OrNull().Optional("name");
    private static readonly Field<string?> Avatar = Schemas.Text.Url().OrNull().Optional("avatar");
    private static readonly Field<string?> Username = UserShapes.Username.OrNull().Optional("username");
    private static readonly Field<JsonText> CustomData = Schemas.AnyObject.Optional("customData");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Name, Avatar, Username, CustomData), Answer = AccountObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (await gate.RefuseAsync(call, [.. ChecksOf(call.Body)]) is { } refused) return refused;
        var changed = await change.ExecuteAsync(call.Caller.Id, new UserChange
        {
            Name = call.Body.Optional(Name), Avatar = call.Body.Optional(Avatar), Username = call.Body.Optional(Username), CustomData = call.Body.Optional(CustomData),
        }, ChangedBy.Owner, call.Aborted);
        return changed.TryGet(out var user, out refused) ? ApiResult.Json(AccountObject.Of(user, AccountCaller.Of(call))) : refused;
    }

    private static IEnumerable<AccountCheck> ChecksOf(Input body)
    {
        if (body.Has(Name)) yield return Check.MayEdit(AccountFields.Name);
        if (body.Has(Avatar)) yield return Check.MayEdit(AccountFields.Avatar);
        if (body.Has(Username)) yield return Check.MayEdit(AccountFields.Username);
        if (body.Has(CustomData)) yield return Check.MayEdit(AccountFields.CustomData);
        yield return Check.Scope(OidcScope.Profile, 400);
        if (body.Has(CustomData)) yield return Check.Scope(OidcScope.CustomData, 400);
        if (body.Has(Username)) yield return Check.Verified;
        yield return Check.FirstParty;
    }
}
