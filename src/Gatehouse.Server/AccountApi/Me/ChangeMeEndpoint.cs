using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>PATCH /me: name, picture and username; a new address once it was verified (contract/account-api.md 13).</summary>
internal sealed class ChangeMeEndpoint(LastVerification verification, FindUser find, ChangeUser change) : IApiEndpoint
{
    private static readonly Field<string> Username = UserShapes.Username.Optional("username");
    private static readonly Field<string> Email = UserShapes.Email.Optional("primaryEmail");
    private static readonly Field<string> Name = Schemas.Text.Optional("name");
    private static readonly Field<string> Avatar = Schemas.Text.Url().OrEmpty().Optional("avatar");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Username, Email, Name, Avatar), Answer = UserShapes.Base };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var before, out var refused)) return refused;
        if (call.Body.Get(Email) is { } email && email != before.PrimaryEmail && await verification.RefuseEmailAsync(before.Id, email, call.Aborted) is { } unverified) return unverified;
        var fields = new UserChange { Username = Sent(call.Body, Username), PrimaryEmail = Sent(call.Body, Email), Name = Sent(call.Body, Name), Avatar = Sent(call.Body, Avatar) };
        return (await change.ExecuteAsync(before.Id, fields, ChangedBy.Owner, call.Aborted)).TryGet(out var user, out refused) ? ApiResult.Json(UserObject.Base(user)) : refused;
    }

    private static Optional<string?> Sent(Input body, Field<string> field) => body.Has(field) ? new Optional<string?>(body.Get(field)) : default;
}
