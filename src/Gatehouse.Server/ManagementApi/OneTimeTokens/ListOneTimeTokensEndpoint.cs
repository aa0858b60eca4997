using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.OneTimeTokens;

/// <summary>GET /api/one-time-tokens: the newest first; the number on all pages counts those too that the filters leave out (contract/management-misc.md 9).</summary>
internal sealed class ListOneTimeTokensEndpoint(GatehouseDb db, Sealer sealer, TimeProvider time) : IApiEndpoint
{
    private static readonly Field<string> Email = Schemas.Text.Optional("email");
    private static readonly Field<string> Status = Schemas.OneOf(OneTimeTokenStatus.All).Optional("status");

    public static ApiContract Contract { get; } = new()
    {
        Query = new ObjectSchema(Email, Status),
        Paging = Paging.Optional,
        Answer = Schemas.ListOf(OneTimeTokenObject.Shape),
    };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        IQueryable<OneTimeToken> tokens = db.OneTimeTokens.AsNoTracking().OrderByDescending(token => token.CreatedAt).ThenByDescending(token => token.Id);
        if (call.Query.Get(Email) is { } email) tokens = tokens.Where(token => token.Email == email);
        if (call.Query.Get(Status) is { } status) tokens = tokens.Where(token => token.Status == status);
        if (call.Page is not { } page) return ApiResult.Json(Write(await tokens.ToListAsync(call.Aborted)));
        var total = await db.OneTimeTokens.LongCountAsync(call.Aborted);
        var asked = page.Offset >= total ? [] : await tokens.Skip((int)page.Offset).Take(page.Size).ToListAsync(call.Aborted);
        return ApiResult.Paged(Write(asked), total);
    }

    private JsonText Write(List<OneTimeToken> tokens)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var token in tokens) OneTimeTokenObject.Write(json, token, sealer, now);
            json.WriteEndArray();
        });
    }
}
