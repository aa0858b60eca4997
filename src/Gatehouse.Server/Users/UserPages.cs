using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>
/// Parts of a sorted list of users. First the ids, which an index alone answers, then the rows of these: what is skipped is never read. The
/// number of queries does not depend on the number of users.
/// </summary>
internal sealed class UserPages(GatehouseDb db, PageAnchors anchors)
{
    /// <summary>How many users the tenant has, without counting them, and how often that changed.</summary>
    public async Task<UserTotal> TotalAsync(CancellationToken ct)
    {
        var sums = await db.Set<UserCount>().GroupBy(_ => 1)
            .Select(all => new { Users = all.Sum(count => count.Total), Changes = all.Sum(count => count.Changes) }).SingleOrDefaultAsync(ct);
        return new UserTotal(sums?.Users ?? 0, sums?.Changes ?? 0);
    }

    /// <summary>A page of everybody, the newest first, by its offset.</summary>
    /// <param name="changes">As <see cref="TotalAsync"/> has just said.</param>
    public async Task<IReadOnlyList<User>> OfEverybodyAsync(long changes, long offset, int size, CancellationToken ct)
    {
        var (order, anchor) = (UserOrder.NewestFirst, anchors.Find(db.TenantId, changes, offset));
        // Read from the user before the page, so that the next request for it knows where it begins.
        var from = offset == 0 || anchor?.Offset == offset ? offset : offset - 1;
        var rest = anchor is null ? db.Users : order.Column.Behind(db.Users, anchor.Cursor, order.IsDescending);
        var ids = await order.Column.Having(rest, order.IsDescending).Skip((int)(from - (anchor?.Offset ?? 0))).Take(size + (int)(offset - from))
            .Select(user => user.Id).ToListAsync(ct);
        var rows = await RowsAsync(ids, ct);
        IReadOnlyList<User> page = from < offset ? [.. rows.Where(user => user.Id != ids[0])] : rows;
        // Somebody was deleted between the two queries: then the count is another by now.
        if (rows.Count < ids.Count || rows.Count == 0) return page;
        if (from < offset) anchors.Keep(db.TenantId, changes, new PageAnchor(offset, order.Column.CursorOf(rows[0])));
        anchors.Keep(db.TenantId, changes, new PageAnchor(from + rows.Count, order.Column.CursorOf(rows[^1])));
        return page;
    }

    /// <summary>A page by its offset.</summary>
    /// <param name="users">Those that are meant, in no order.</param>
    public async Task<IReadOnlyList<User>> SkipAsync(IQueryable<User> users, UserOrder order, long offset, int size, CancellationToken ct)
    {
        var column = order.Column;
        var ids = await column.Having(users, order.IsDescending).Skip((int)offset).Take(size).Select(user => user.Id).ToListAsync(ct);
        if (ids.Count < size && column.IsOptional)
        {
            // The page reaches into those without a value. If it begins there, only a count tells where.
            var having = ids.Count > 0 ? offset + ids.Count : await column.Having(users, order.IsDescending).LongCountAsync(ct);
            ids.AddRange(await column.Lacking(users, order.IsDescending)
                .Skip((int)Math.Max(0, offset - having)).Take(size - ids.Count).Select(user => user.Id).ToListAsync(ct));
        }

        return await RowsAsync(ids, ct);
    }

    /// <summary>The users behind a place, at most <paramref name="size"/>.</summary>
    /// <param name="after">Null: from the beginning.</param>
    public async Task<UserSlice> AfterAsync(IQueryable<User> users, UserOrder order, UserCursor? after, int size, CancellationToken ct)
    {
        var column = order.Column;
        List<string> ids = [];
        if (after is null or { Value: not null })
        {
            var rest = after is null ? users : column.Behind(users, after, order.IsDescending);
            ids = await column.Having(rest, order.IsDescending).Take(size + 1).Select(user => user.Id).ToListAsync(ct);
        }

        if (ids.Count <= size && column.IsOptional)
        {
            var rest = users;
            if (after is { Value: null, UserId: var id })
                rest = order.IsDescending ? users.Where(user => string.Compare(user.Id, id) < 0) : users.Where(user => string.Compare(user.Id, id) > 0);
            ids.AddRange(await column.Lacking(rest, order.IsDescending).Take(size + 1 - ids.Count).Select(user => user.Id).ToListAsync(ct));
        }

        // One more than asked for tells whether there is more.
        var hasMore = ids.Count > size;
        return new UserSlice(await RowsAsync(hasMore ? ids[..size] : ids, ct), hasMore);
    }

    /// <summary>The rows in the order of the ids; who was deleted meanwhile is missing.</summary>
    private async Task<IReadOnlyList<User>> RowsAsync(List<string> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var rows = await db.Users.AsNoTracking().Where(user => EF.Parameter(ids).Contains(user.Id))
            .Include(user => user.Identities).AsSplitQuery().ToDictionaryAsync(user => user.Id, ct);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }
}

/// <summary>Users behind a place, and whether others follow.</summary>
internal sealed record UserSlice(IReadOnlyList<User> Users, bool HasMore);

/// <param name="Users">How many there are.</param>
/// <param name="Changes">How many were added or deleted ever.</param>
internal readonly record struct UserTotal(long Users, long Changes);
