using Gatehouse.Passwords;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.Users;

/// <summary>Makes a user, with the roles that every new user gets (contract/management-api.md 2.5).</summary>
internal sealed class CreateUser(GatehouseDb db, UnitOfWork work, UserIdentifiers identifiers, Snapshots snapshots, GatehouseOptions options, TimeProvider time)
{
    /// <param name="password">Hashed already, or imported; an import may lack its digest.</param>
    public Task<Checked<User>> ExecuteAsync(UserChange fields, StoredPassword? password, CancellationToken ct) =>
        work.WriteAsync<User>("Change.User.Created", subject: null, async () =>
        {
            if (await identifiers.UsernameConflictAsync(fields.Username.Value, null, ct) is { } username) return username;
            if (await identifiers.EmailConflictAsync(fields.PrimaryEmail.Value, null, ct) is { } email) return email;
            if (await identifiers.PhoneConflictAsync(fields.PrimaryPhone.Value, null, ct) is { } phone) return phone;
            if (password is not null && Malformed(password) is { } malformed) return malformed;

            var now = time.GetUtcNow().UtcDateTime;
            var user = User.Create(db.TenantId, Identifier.Short(), Identifier.Sequence(now), now);
            if (await identifiers.ApplyAsync(user, fields, ct) is { } refused) return refused;
            if (password is not null) user.SetPassword(password.Algorithm.ToString(), password.Digest, now);
            db.Users.Add(user);

            if (!DefaultRoles((await snapshots.GetAsync(db.TenantId, ct)).Get<RoleDirectory>()).TryGet(out var roles, out refused)) return refused;
            foreach (var role in roles)
                db.UserRoles.Add(new UserRole { TenantId = db.TenantId, UserId = user.Id, RoleId = role.Id });
            work.Announce(UserEvents.Created(user));
            return user;
        }, ct);

    /// <summary>Only the form that has many parts is read at import; the others are compared as they are when the user signs in.</summary>
    private static Refusal? Malformed(StoredPassword password)
    {
        if (password.Algorithm != PasswordAlgorithm.Legacy) return null;
        if (password.Digest.Length == 0) return new Refusal("password.unsupported_encryption_method");
        return PasswordHashing.Check(password.Algorithm, password.Digest) switch
        {
            DigestProblem.InvalidFormat => new Refusal("password.invalid_legacy_password_format"),
            DigestProblem.UnsupportedAlgorithm => new Refusal("password.unsupported_legacy_hash_algorithm"),
            _ => null,
        };
    }

    private Checked<List<Role>> DefaultRoles(RoleDirectory directory)
    {
        var named = (options.UserDefaultRoleNames ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var users = directory.All.Where(role => role.Type == RoleType.User).ToList();
        var missing = named.Where(name => users.All(role => role.Name != name)).ToList();
        if (missing.Count > 0 && db.TenantId == Tenants.TenantEndpoints.Default)
            return new Refusal("role.default_role_missing").With("names", string.Join(", ", missing));
        return users.Where(role => role.IsDefault || named.Contains(role.Name, StringComparer.Ordinal)).ToList();
    }
}
