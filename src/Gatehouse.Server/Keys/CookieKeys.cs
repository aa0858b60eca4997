using System.Text;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Keys;

/// <summary>The keys that sign the tenant's cookies, in the snapshot: the newest signs, all verify (contract/oidc.md 1.3).</summary>
internal sealed class CookieKeys : ISnapshotPart<CookieKeys>
{
    private CookieKeys(IReadOnlyList<byte[]> newestFirst) => NewestFirst = newestFirst;

    public IReadOnlyList<byte[]> NewestFirst { get; }

    public static async Task<CookieKeys> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var sealer = services.GetRequiredService<Sealer>();
        var rows = await db.CookieKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(ct);
        return new CookieKeys([.. rows.Select(row => Encoding.UTF8.GetBytes(sealer.Open(row.Value)))]);
    }
}
