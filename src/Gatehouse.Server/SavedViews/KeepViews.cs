using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SavedViews;

/// <summary>Keeps states of lists under their names and forgets them.</summary>
internal sealed class KeepViews(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    /// <summary>Of one owner in one tenant: more is nothing that a menu could show.</summary>
    private const int Most = 100;

    /// <summary>In place of the owner's view of that name, where there is one.</summary>
    public Task<Checked<SavedView>> SaveAsync(string ownerId, string list, string name, string query, CancellationToken ct) =>
        work.WriteAsync<SavedView>("Change.SavedView.Saved", name, async () =>
        {
            if (await db.SavedViews.SingleOrDefaultAsync(view => view.OwnerId == ownerId && view.List == list && view.Name == name, ct) is { } known)
            {
                known.Query = query;
                return known;
            }

            if (await db.SavedViews.CountAsync(view => view.OwnerId == ownerId, ct) >= Most) return new Refusal("saved_view.too_many", 422);
            var made = new SavedView
            {
                TenantId = db.TenantId, Id = Identifier.Long(), OwnerId = ownerId, List = list, Name = name, Query = query, CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            db.SavedViews.Add(made);
            return made;
        }, ct);

    /// <summary>Somebody else's is not there.</summary>
    public Task<Checked<Done>> ForgetAsync(string ownerId, string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.SavedView.Deleted", id, async () =>
        {
            if (await db.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.OwnerId == ownerId, ct) is not { } found) return new Refusal("entity.not_found", 404);
            db.SavedViews.Remove(found);
            return new Done();
        }, ct);
}
