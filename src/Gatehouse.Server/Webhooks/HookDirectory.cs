using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Webhooks;

/// <summary>A hook as deliveries need it.</summary>
/// <param name="Headers">The hook's own headers, by name without regard to case.</param>
/// <param name="SigningKey">Secret.</param>
internal sealed record ActiveHook(string Id, string Url, IReadOnlyDictionary<string, string> Headers, string SigningKey, FrozenSet<string> Events)
{
    public override string ToString() => $"hook {Id}";
}

/// <summary>The enabled hooks of a tenant, in the snapshot.</summary>
internal sealed class HookDirectory : ISnapshotPart<HookDirectory>
{
    private readonly IReadOnlyList<ActiveHook> _hooks;

    private HookDirectory(IReadOnlyList<ActiveHook> hooks) => _hooks = hooks;

    public static async Task<HookDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var sealer = services.GetRequiredService<Sealer>();
        var hooks = await db.Hooks.AsNoTracking().Where(hook => hook.Enabled).OrderBy(hook => hook.CreatedAt).ThenBy(hook => hook.Id).ToListAsync(ct);
        return new HookDirectory([.. hooks.Select(hook => Activate(hook, sealer.Open(hook.SigningKey)))]);
    }

    /// <summary>The hooks that ask for an event.</summary>
    public IEnumerable<ActiveHook> Matching(string eventName) => _hooks.Where(hook => hook.Events.Contains(eventName));

    /// <summary>Null when the hook was deleted or switched off.</summary>
    public ActiveHook? Find(string id) => _hooks.FirstOrDefault(hook => hook.Id == id);

    private static ActiveHook Activate(Hook hook, string signingKey)
    {
        var config = hook.Config.ToElement();
        var events = hook.Events.ToElement().EnumerateArray().Select(name => name.GetString()!).ToList();
        if (events.Count == 0 && hook.Event is { } single) events.Add(single);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (config.TryGetProperty("headers", out var own) && own.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in own.EnumerateObject()) headers[header.Name] = header.Value.GetString()!;
        }

        return new ActiveHook(hook.Id, config.GetProperty("url").GetString()!, headers, signingKey, events.ToFrozenSet(StringComparer.Ordinal));
    }
}
