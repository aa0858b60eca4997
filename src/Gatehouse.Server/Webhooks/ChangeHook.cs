using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>Changes a hook, or gives it another signing key (contract/management-webhooks.md 1).</summary>
internal sealed class ChangeHook(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    /// <summary>Nothing to change is refused before the hook is looked for.</summary>
    public async Task<Checked<Hook>> ExecuteAsync(string hookId, HookChange fields, CancellationToken ct) =>
        fields.IsEmpty ? HookRefusals.NothingToChange : await WriteAsync("Change.Hook.Updated", hookId, fields.ApplyTo, ct);

    /// <summary>What is delivered from now on is signed with the new key, also what happened before; the old key signs along for a while.</summary>
    /// <param name="overlap">How long it does; zero when the old key is known to somebody.</param>
    public Task<Checked<Hook>> RotateSigningKeyAsync(string hookId, TimeSpan overlap, CancellationToken ct) =>
        WriteAsync("Change.Hook.SigningKeyRotated", hookId, hook =>
        {
            var signsAlong = overlap > TimeSpan.Zero;
            hook.PreviousSigningKey = signsAlong ? hook.SigningKey : null;
            hook.PreviousKeyEndsAt = signsAlong ? time.GetUtcNow().UtcDateTime + overlap : null;
            hook.SigningKey = sealer.Seal(Identifier.Secret());
        }, ct);

    private Task<Checked<Hook>> WriteAsync(string key, string hookId, Action<Hook> change, CancellationToken ct) =>
        work.WriteAsync<Hook>(key, hookId, async () =>
        {
            if (await db.Hooks.SingleOrDefaultAsync(hook => hook.Id == hookId, ct) is not { } hook) return HookRefusals.NotThereToChange;
            change(hook);
            return hook;
        }, ct);
}
