using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.CustomPhrases;

/// <summary>GET /api/custom-phrases/:languageTag (contract/management-misc.md 5).</summary>
internal sealed class GetCustomPhraseEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = CustomPhraseObject.Shape };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var tag = call.Param("languageTag");
        if (CustomPhraseObject.RefuseTag(tag) is { } unknown) return unknown;
        return await db.CustomPhrases.AsNoTracking().SingleOrDefaultAsync(phrase => phrase.LanguageTag == tag, call.Aborted) is { } phrase
            ? ApiResult.Json(CustomPhraseObject.Text(phrase)) : new Refusal("entity.not_found", 404);
    }
}
