using System.Collections.Frozen;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>Which enabled hooks of a tenant ask for which event, in the snapshot (contract/management-webhooks.md 1, matching rule).</summary>
internal sealed class HookDirectory : ISnapshotPart<HookDirectory>
{
    private readonly FrozenDictionary<string, string[]> _hooksByEvent;

    private HookDirectory(FrozenDictionary<string, string[]> hooksByEvent) => _hooksByEvent = hooksByEvent;

    public static async Task<HookDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var hooks = await db.Hooks.AsNoTracking().Where(hook => hook.Enabled).OrderBy(hook => hook.CreatedAt).ThenBy(hook => hook.Id).ToListAsync(ct);
        return new HookDirectory(hooks.SelectMany(hook => hook.AskedEvents(), (hook, name) => (name, hook.Id))
            .GroupBy(pair => pair.name, pair => pair.Id).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal));
    }

    /// <summary>The ids of the hooks that ask for an event.</summary>
    public IReadOnlyList<string> Matching(string eventName) => _hooksByEvent.GetValueOrDefault(eventName, []);
}
