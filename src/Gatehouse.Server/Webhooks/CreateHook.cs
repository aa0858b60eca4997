using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;

namespace Gatehouse.Server.Webhooks;

/// <summary>Makes a hook with a signing key of its own (contract/management-webhooks.md 1).</summary>
internal sealed class CreateHook(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    /// <param name="fields">With a config.</param>
    public async Task<Checked<Hook>> ExecuteAsync(HookChange fields, CancellationToken ct)
    {
        if (!fields.Event.IsSent && !fields.Events.IsSent) return new Refusal("hook.missing_events");
        var id = Identifier.Long();
        return await work.WriteAsync<Hook>("Change.Hook.Created", id, () =>
        {
            var hook = new Hook
            {
                TenantId = db.TenantId,
                Id = id,
                Config = fields.Config.Value,
                SigningKey = sealer.Seal(Identifier.Secret()),
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            fields.ApplyTo(hook);
            db.Hooks.Add(hook);
            return Task.FromResult<Checked<Hook>>(hook);
        }, ct);
    }
}
