using System.Text.Json;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi;

/// <summary>An ordered query as the answer of a list: the page asked for with the number of all, or the whole list without it (contract/management-api.md 1.6).</summary>
internal static class ListAnswer
{
    /// <param name="write">Writes one row.</param>
    public static Task<ApiResult> ToAnswerAsync<T>(this IQueryable<T> rows, ApiCall call, Action<Utf8JsonWriter, T> write) =>
        rows.ToAnswerAsync(call, found => Task.FromResult(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in found) write(json, row);
            json.WriteEndArray();
        })));

    /// <param name="write">Reads what else belongs to the rows, for all of them at once, and writes them.</param>
    public static async Task<ApiResult> ToAnswerAsync<T>(this IQueryable<T> rows, ApiCall call, Func<IReadOnlyList<T>, Task<JsonText>> write)
    {
        if (call.Page is not { } page) return ApiResult.Json(await write(await rows.ToListAsync(call.Aborted)));
        var total = await rows.LongCountAsync(call.Aborted);
        return ApiResult.Paged(await write(page.Offset >= total ? [] : await rows.Skip((int)page.Offset).Take(page.Size).ToListAsync(call.Aborted)), total);
    }
}
