using System.Linq.Expressions;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>One user with the social accounts, by what a sign-in knows of them, compiled for the same reason as those of interactions.</summary>
internal sealed class UserQueries
{
    private readonly Query _byId = new(
        (db, id, ct) => db.Set<User>().AsNoTracking().Include(user => user.Identities).SingleOrDefault(user => user.Id == id),
        (db, id, ct) => db.Set<User>().Include(user => user.Identities).SingleOrDefault(user => user.Id == id));

    private readonly Query _byUsername = new(
        (db, key, ct) => db.Set<User>().AsNoTracking().Include(user => user.Identities).SingleOrDefault(user => user.UsernameKey == key),
        (db, key, ct) => db.Set<User>().Include(user => user.Identities).SingleOrDefault(user => user.UsernameKey == key));

    private readonly Query _byEmail = new(
        (db, key, ct) => db.Set<User>().AsNoTracking().Include(user => user.Identities).SingleOrDefault(user => user.PrimaryEmailKey == key),
        (db, key, ct) => db.Set<User>().Include(user => user.Identities).SingleOrDefault(user => user.PrimaryEmailKey == key));

    private readonly Query _byPhone = new(
        (db, phone, ct) => db.Set<User>().AsNoTracking().Include(user => user.Identities).SingleOrDefault(user => user.PrimaryPhone == phone),
        (db, phone, ct) => db.Set<User>().Include(user => user.Identities).SingleOrDefault(user => user.PrimaryPhone == phone));

    /// <param name="toChange">False: to be read only.</param>
    public Task<User?> ByIdAsync(GatehouseDb db, string id, bool toChange, CancellationToken ct) => _byId.AskAsync(db, id, toChange, ct);

    /// <inheritdoc cref="ByIdAsync"/>
    public Task<User?> ByUsernameAsync(GatehouseDb db, string key, bool toChange, CancellationToken ct) => _byUsername.AskAsync(db, key, toChange, ct);

    /// <inheritdoc cref="ByIdAsync"/>
    public Task<User?> ByEmailAsync(GatehouseDb db, string key, bool toChange, CancellationToken ct) => _byEmail.AskAsync(db, key, toChange, ct);

    /// <inheritdoc cref="ByIdAsync"/>
    public Task<User?> ByPhoneAsync(GatehouseDb db, string phone, bool toChange, CancellationToken ct) => _byPhone.AskAsync(db, phone, toChange, ct);

    private sealed class Query(
        Expression<Func<GatehouseDb, string, CancellationToken, User?>> toRead, Expression<Func<GatehouseDb, string, CancellationToken, User?>> toChange)
    {
        private readonly Func<GatehouseDb, string, CancellationToken, Task<User?>> _toRead = EF.CompileAsyncQuery(toRead);
        private readonly Func<GatehouseDb, string, CancellationToken, Task<User?>> _toChange = EF.CompileAsyncQuery(toChange);

        public Task<User?> AskAsync(GatehouseDb db, string value, bool changes, CancellationToken ct) => (changes ? _toChange : _toRead)(db, value, ct);
    }
}
