using System.Collections.Frozen;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>Which enabled hooks of a tenant ask for which event, and where they are, in the snapshot (contract/management-webhooks.md 1, matching rule).</summary>
internal sealed class HookDirectory : ISnapshotPart<HookDirectory>
{
    private readonly FrozenDictionary<string, string[]> _hooksByEvent;
    private readonly FrozenDictionary<string, HookTarget> _targets;

    private HookDirectory(IReadOnlyList<Hook> hooks)
    {
        _hooksByEvent = hooks.SelectMany(hook => hook.AskedEvents(), (hook, name) => (name, hook.Id))
            .GroupBy(pair => pair.name, pair => pair.Id).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _targets = hooks.ToFrozenDictionary(hook => hook.Id, hook => HookTarget.Of(hook), StringComparer.Ordinal);
    }

    public static async Task<HookDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct) =>
        new(await db.Hooks.AsNoTracking().Where(hook => hook.Enabled).OrderBy(hook => hook.CreatedAt).ThenBy(hook => hook.Id).ToListAsync(ct));

    /// <summary>The ids of the hooks that ask for an event.</summary>
    public IReadOnlyList<string> Matching(string eventName) => _hooksByEvent.GetValueOrDefault(eventName, []);

    public HookTarget? Find(string hookId) => _targets.GetValueOrDefault(hookId);
}
