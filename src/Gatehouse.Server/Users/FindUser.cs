using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>One user by id, with the social accounts.</summary>
internal sealed class FindUser(GatehouseDb db)
{
    /// <summary>To look at.</summary>
    public async Task<Checked<User>> ToReadAsync(string userId, CancellationToken ct) =>
        await db.Users.AsNoTracking().Include(user => user.Identities).SingleOrDefaultAsync(user => user.Id == userId, ct) is { } user
            ? user : UserRefusals.NotFound;

    /// <summary>To change, inside a unit of work; a step before it in the same unit has loaded it already.</summary>
    public async Task<Checked<User>> ToChangeAsync(string userId, CancellationToken ct) =>
        db.Users.Local.FindEntryUntyped([db.TenantId, userId]) is { } loaded && loaded.Collection(user => user.Identities).IsLoaded ? loaded.Entity
            : await db.Users.Include(user => user.Identities).SingleOrDefaultAsync(user => user.Id == userId, ct) is { } user ? user : UserRefusals.NotFound;
}
