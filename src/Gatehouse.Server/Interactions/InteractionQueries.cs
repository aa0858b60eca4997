using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>The question that every page and step begins with, compiled: on a sign-in EF spends more on looking for its plan than on the answer.</summary>
/// <remarks>One for each process: a compiled query belongs to the model that it was first asked of.</remarks>
internal sealed class InteractionQueries
{
    private readonly Func<GatehouseDb, string, CancellationToken, Task<Interaction?>> _toRead = EF.CompileAsyncQuery(
        (GatehouseDb db, string id, CancellationToken ct) => db.Set<Interaction>().AsNoTracking().SingleOrDefault(row => row.Id == id));

    private readonly Func<GatehouseDb, string, CancellationToken, Task<Interaction?>> _toChange = EF.CompileAsyncQuery(
        (GatehouseDb db, string id, CancellationToken ct) => db.Set<Interaction>().SingleOrDefault(row => row.Id == id));

    public Task<Interaction?> ToReadAsync(GatehouseDb db, string id, CancellationToken ct) => _toRead(db, id, ct);

    public Task<Interaction?> ToChangeAsync(GatehouseDb db, string id, CancellationToken ct) => _toChange(db, id, ct);
}
