using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tenants;

/// <summary>Writes the named settings of a tenant (contract/management-misc.md 3).</summary>
internal sealed class ChangeSetting(GatehouseDb db, UnitOfWork work)
{
    public static Refusal NotThere { get; } = new("entity.not_found", 404);

    /// <summary>Whether it was set before or not.</summary>
    public Task<Checked<JsonText>> ReplaceAsync(string key, JsonText value, CancellationToken ct) => WriteAsync(key, _ => value, ct);

    /// <summary>The members that are sent take the place of those of the same name; refused when the setting was never set.</summary>
    public Task<Checked<JsonText>> MergeAsync(string key, JsonText patch, CancellationToken ct) =>
        WriteAsync(key, known => known is { } before ? before.MergedWith(patch) : null, ct);

    private Task<Checked<JsonText>> WriteAsync(string key, Func<JsonText?, JsonText?> change, CancellationToken ct) =>
        work.WriteAsync<JsonText>("Change.Setting.Updated", key, async () =>
        {
            var setting = await db.TenantSettings.SingleOrDefaultAsync(setting => setting.Key == key, ct);
            if (change(setting?.Value) is not { } value) return NotThere;
            if (setting is null) db.TenantSettings.Add(new TenantSetting { TenantId = db.TenantId, Key = key, Value = value });
            else setting.Value = value;
            return value;
        }, ct);
}
