using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>What the operations on JWT customizers and on actions answer alike: the bare object as it is stored (contract/management-misc.md 3).</summary>
internal sealed class ScriptAnswers(GatehouseDb db, ChangeScript change, Sealer sealer)
{
    /// <param name="value">The shape of one script.</param>
    public static ISchema ListShape(PathChoice names, ObjectSchema value) =>
        Schemas.ListOf(new ObjectSchema(Schemas.OneOf(names.Meanings).Required("key"), value.Required("value")));

    public async Task<ApiResult> ListAsync(string prefix, CancellationToken ct)
    {
        var scripts = await db.TenantScripts.AsNoTracking().Where(script => script.Key.StartsWith(prefix)).OrderBy(script => script.Key).ToListAsync(ct);
        return ApiResult.Json(JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (var script in scripts)
            {
                json.WriteStartObject();
                json.WriteString("key"u8, script.Key);
                json.WritePropertyName("value"u8);
                Open(script).WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }));
    }

    public async Task<ApiResult> GetAsync(Checked<string> named, CancellationToken ct)
    {
        if (!named.TryGet(out var key, out var refused)) return refused;
        return await db.TenantScripts.AsNoTracking().SingleOrDefaultAsync(script => script.Key == key, ct) is { } script
            ? ApiResult.Json(Open(script)) : ChangeScript.NotThere(key);
    }

    /// <summary>201 where there was none before.</summary>
    public async Task<ApiResult> ReplaceAsync(string key, JsonText definition, CancellationToken ct) =>
        (await change.ReplaceAsync(key, definition, ct)).TryGet(out var isNew, out var refused)
            ? ApiResult.Json(definition, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK) : refused;

    public async Task<ApiResult> MergeAsync(string key, JsonText patch, CancellationToken ct) =>
        (await change.MergeAsync(key, patch, ct)).TryGet(out var whole, out var refused) ? ApiResult.Json(whole) : refused;

    public async Task<ApiResult> DeleteAsync(Checked<string> named, CancellationToken ct)
    {
        if (!named.TryGet(out var key, out var refused)) return refused;
        return (await change.DeleteAsync(key, ct)).TryGet(out _, out refused) ? ApiResult.NoContent : refused;
    }

    private JsonText Open(TenantScript script) => JsonText.FromStored(sealer.Open(script.Definition));
}
