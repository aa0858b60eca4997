using System.Collections.Concurrent;
using System.Text.Json;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Server.Platform.Outbound;

/// <summary>
/// Other servers' JWK sets (RFC 7517 section 5), kept for ten minutes. A key id that is not among them lets the set be fetched anew, but
/// not more than twice a minute: whoever sends a token chooses the id. While a set can't be fetched, the one before is good for an hour.
/// </summary>
internal sealed class RemoteKeys(OutboundHttp outbound, TimeProvider time) : IDisposable
{
    private const int LongestSet = 256 * 1024;
    private const int MostSets = 1000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Usable = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Uri, Fetched> _sets = new();
    private readonly HttpClient _client = outbound.CreateClient(Timeout);

    /// <returns>The keys that may have signed: all of the set, or those with the id. Null: the set can't be fetched.</returns>
    public async Task<IReadOnlyList<PublicJwk>?> FindAsync(Uri address, string? keyId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var known = _sets.GetValueOrDefault(address);
        if (known is not null && (now - known.TriedAt < Pause || (now - known.At < Fresh && known.Matching(keyId).Count > 0))) return known.UsableAt(now)?.Matching(keyId);
        if (_sets.Count >= MostSets) _sets.Clear();
        // A server that is down is not asked again and again either.
        var kept = await FetchAsync(address, ct) is { } keys ? new Fetched(keys, now, now) : known is null ? null : known with { TriedAt = now };
        if (kept is not null) _sets[address] = kept;
        return kept?.UsableAt(now)?.Matching(keyId);
    }

    public void Dispose() => _client.Dispose();

    private async Task<IReadOnlyList<PublicJwk>?> FetchAsync(Uri address, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Timeout);
        try
        {
            using var response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode) return null;
            using var document = JsonDocument.Parse(await OutboundHttp.ReadBodyAsync(response, LongestSet, patience.Token));
            return PublicJwk.ReadSet(document.RootElement) is { Count: > 0 } keys ? keys : null;
        }
        // The last is how the reader says that an escape stands for half a character.
        catch (Exception problem) when (problem is HttpRequestException or IOException or JsonException or InvalidOperationException
            || (problem is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <param name="TriedAt">When the set was asked for last, with or without success.</param>
    private sealed record Fetched(IReadOnlyList<PublicJwk> Keys, DateTimeOffset At, DateTimeOffset TriedAt)
    {
        public Fetched? UsableAt(DateTimeOffset now) => now - At < Usable ? this : null;

        public IReadOnlyList<PublicJwk> Matching(string? keyId) =>
            keyId is null ? Keys : [.. Keys.Where(key => key.KeyId is null || key.KeyId == keyId)];
    }
}
