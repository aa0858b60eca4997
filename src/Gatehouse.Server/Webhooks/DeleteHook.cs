using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>Deletes a hook; what it was still owed is dropped by the dispatcher (contract/management-webhooks.md 1).</summary>
internal sealed class DeleteHook(GatehouseDb db, UnitOfWork work)
{
    public Task<Checked<Done>> ExecuteAsync(string hookId, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Hook.Deleted", hookId, async () =>
        {
            if (await db.Hooks.SingleOrDefaultAsync(hook => hook.Id == hookId, ct) is not { } hook) return HookRefusals.NotThereToDelete;
            db.Hooks.Remove(hook);
            return new Done();
        }, ct);
}
