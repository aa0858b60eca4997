using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Users;

/// <summary>GET /api/users/:userId (contract/management-api.md 2.6). <c>includeSignInCounts</c> is ours.</summary>
internal sealed class GetUserEndpoint(FindUser find, GatehouseDb db) : IApiEndpoint
{
    private static readonly Field<bool> IncludeSso = Schemas.Truthy.Optional("includeSsoIdentities");
    private static readonly Field<bool> IncludeHash = Schemas.Truthy.Optional("includePasswordHash");

    private static readonly Field<bool> IncludeCounts = Schemas.Truthy.Optional("includeSignInCounts");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(IncludeSso, IncludeHash, IncludeCounts),
        Answer = UserShapes.FullWith([Schemas.ListOf(SsoIdentityObject.Shape).Optional("ssoIdentities"), .. UserShapes.PasswordHash, .. UserShapes.SignInCounts]),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        if (!(await find.ToReadAsync(call.Param("userId"), call.Aborted)).TryGet(out var user, out var missing)) return missing;
        var accounts = call.Query.Get(IncludeSso)
            ? await db.UserSsoIdentities.AsNoTracking().Where(account => account.UserId == user.Id).OrderBy(account => account.CreatedAt).ToListAsync(call.Aborted)
            : null;
        return ApiResult.Json(JsonText.Write(json => UserObject.WriteFull(json, user, more =>
        {
            if (accounts is not null)
            {
                more.WriteStartArray("ssoIdentities");
                foreach (var account in accounts) SsoIdentityObject.Write(more, account);
                more.WriteEndArray();
            }

            if (call.Query.Get(IncludeHash)) UserObject.WritePasswordHash(more, user);
            if (call.Query.Get(IncludeCounts)) UserObject.WriteSignInCounts(more, user);
        })));
    }
}
