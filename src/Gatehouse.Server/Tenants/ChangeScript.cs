using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tenants;

/// <summary>Writes and deletes the scripts of a tenant (contract/management-misc.md 3).</summary>
internal sealed class ChangeScript(GatehouseDb db, UnitOfWork work, Sealer sealer)
{
    public static Refusal NotThere(string key) => new Refusal("entity.not_exists_with_id", 404).With("name", "scripts").With("id", key);

    /// <returns>Whether there was none of that key before.</returns>
    public Task<Checked<bool>> ReplaceAsync(string key, JsonText definition, CancellationToken ct) =>
        work.WriteAsync<bool>("Change.Script.Replaced", key, async () =>
        {
            var script = await FindAsync(key, ct);
            if (script is null) db.TenantScripts.Add(new TenantScript { TenantId = db.TenantId, Key = key, Definition = sealer.Seal(definition.Text) });
            else script.Definition = sealer.Seal(definition.Text);
            return script is null;
        }, ct);

    /// <summary>The members that are sent take the place of those of the same name.</summary>
    /// <returns>The whole definition.</returns>
    public Task<Checked<JsonText>> MergeAsync(string key, JsonText patch, CancellationToken ct) =>
        work.WriteAsync<JsonText>("Change.Script.Updated", key, async () =>
        {
            if (await FindAsync(key, ct) is not { } script) return NotThere(key);
            var merged = JsonText.FromStored(sealer.Open(script.Definition)).MergedWith(patch);
            script.Definition = sealer.Seal(merged.Text);
            return merged;
        }, ct);

    public Task<Checked<Done>> DeleteAsync(string key, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Script.Deleted", key, async () =>
        {
            if (await FindAsync(key, ct) is not { } script) return new Refusal("entity.not_found", 404);
            db.TenantScripts.Remove(script);
            return new Done();
        }, ct);

    private Task<TenantScript?> FindAsync(string key, CancellationToken ct) => db.TenantScripts.SingleOrDefaultAsync(script => script.Key == key, ct);
}
