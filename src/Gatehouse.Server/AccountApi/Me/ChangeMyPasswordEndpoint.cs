using Gatehouse.Server.Accounts;
using Gatehouse.Server.Credentials;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;

namespace Gatehouse.Server.AccountApi.Me;

/// <summary>POST /me/password: whoever has one must have verified before; the policy's objections stand in <c>data.issues</c> (contract/account-api.md 13).</summary>
internal sealed class ChangeMyPasswordEndpoint(LastVerification verification, FindUser find, UserPasswords passwords) : IApiEndpoint
{
    private static readonly Field<string> Password = Schemas.NonEmptyText.Required("password");

    public static ApiContract Contract { get; } = new() { Body = new ObjectSchema(Password), Success = StatusCodes.Status204NoContent };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Caller.Id, call.Aborted)).TryGet(out var user, out var refused)) return refused;
        if (user.HasPassword && await verification.RefuseAsync(user.Id, call.Aborted) is { } unverified) return unverified;
        return (await passwords.ChangeAsync(user.Id, call.Body.Get(Password)!, call.Aborted)).TryGet(out _, out refused) ? ApiResult.NoContent : Shaped(refused);
    }

    private static Refusal Shaped(Refusal refused) => refused is { Code: "password.rejected", Data: { } issues }
        ? refused with
        {
            Status = StatusCodes.Status400BadRequest,
            Data = JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("issues");
                issues.WriteTo(json);
                json.WriteEndObject();
            }),
        }
        : refused;
}
