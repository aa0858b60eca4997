using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Users;

/// <summary>One user by id, with the social accounts.</summary>
internal sealed class FindUser(GatehouseDb db, UserQueries queries)
{
    /// <summary>To look at.</summary>
    public async Task<Checked<User>> ToReadAsync(string userId, CancellationToken ct) =>
        await queries.ByIdAsync(db, userId, toChange: false, ct) is { } user ? user : UserRefusals.NotFound;

    /// <summary>To change, inside a unit of work; a step before it in the same unit has loaded it already.</summary>
    public async Task<Checked<User>> ToChangeAsync(string userId, CancellationToken ct) =>
        db.Users.Local.FindEntryUntyped([db.TenantId, userId]) is { } loaded && loaded.Collection(user => user.Identities).IsLoaded ? loaded.Entity
            : await queries.ByIdAsync(db, userId, toChange: true, ct) is { } user ? user : UserRefusals.NotFound;
}
