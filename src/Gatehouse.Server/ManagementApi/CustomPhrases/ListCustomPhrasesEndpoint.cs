using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.CustomPhrases;

/// <summary>GET /api/custom-phrases: all of them, by language (contract/management-misc.md 5).</summary>
internal sealed class ListCustomPhrasesEndpoint(GatehouseDb db) : IApiEndpoint
{
    public static ApiContract Contract { get; } = new() { Answer = Schemas.ListOf(CustomPhraseObject.Shape) };

    public async Task<ApiResult> HandleAsync(ApiCall call)
    {
        var phrases = await db.CustomPhrases.AsNoTracking().ToListAsync(call.Aborted);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var phrase in phrases.OrderBy(phrase => phrase.LanguageTag, StringComparer.Ordinal)) CustomPhraseObject.Write(json, phrase);
            json.WriteEndArray();
        }));
    }
}
