using System.Collections.Concurrent;

namespace Gatehouse.Server.Users;

/// <summary>
/// Where pages of the list of everybody begin, so that a page deep in the list starts at an index entry near it and not at the front. Known
/// from the pages that were read, and right as long as no user was added or deleted, which the count of changes tells on every node.
/// </summary>
internal sealed class PageAnchors
{
    private const int MostOfTenant = 1000;
    private readonly ConcurrentDictionary<string, Anchors> _tenants = new(StringComparer.Ordinal);

    /// <summary>The nearest known place at or before the offset; null: the front.</summary>
    /// <param name="changes">The count that the caller has just read.</param>
    public PageAnchor? Find(string tenantId, long changes, long offset) => _tenants.TryGetValue(tenantId, out var known) ? known.Find(changes, offset) : null;

    public void Keep(string tenantId, long changes, PageAnchor anchor) => _tenants.GetOrAdd(tenantId, _ => new Anchors()).Keep(changes, anchor);

    private sealed class Anchors
    {
        private readonly Lock _turn = new();
        private readonly SortedList<long, UserCursor> _byOffset = [];
        private long _changes = -1;

        public PageAnchor? Find(long changes, long offset)
        {
            lock (_turn)
            {
                if (changes != _changes) return null;
                var (low, high) = (0, _byOffset.Count);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    if (_byOffset.GetKeyAtIndex(middle) <= offset) low = middle + 1;
                    else high = middle;
                }

                return low == 0 ? null : new PageAnchor(_byOffset.GetKeyAtIndex(low - 1), _byOffset.GetValueAtIndex(low - 1));
            }
        }

        public void Keep(long changes, PageAnchor anchor)
        {
            lock (_turn)
            {
                // A request that began before the last change has nothing to say about now.
                if (changes < _changes) return;
                if (changes > _changes || _byOffset.Count >= MostOfTenant) _byOffset.Clear();
                _changes = changes;
                _byOffset[anchor.Offset] = anchor.Cursor;
            }
        }
    }
}

/// <summary>A place in the list of everybody.</summary>
/// <param name="Offset">Of the first user behind it.</param>
/// <param name="Cursor">The user before it.</param>
internal sealed record PageAnchor(long Offset, UserCursor Cursor);
