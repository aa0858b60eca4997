using Gatehouse.Passwords;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Roles;

namespace Gatehouse.Server.Users;

/// <summary>What holds for every user that is made, alone or among thousands (contract/management-api.md 2.5).</summary>
internal sealed class NewUsers(GatehouseDb db, UserIdentifiers identifiers, Snapshots snapshots, GatehouseOptions options, TimeProvider time)
{
    /// <summary>One microsecond, the smallest step that both databases keep.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(1);

    /// <summary>Makes the users, or says why not, each in its place; three questions to the database, however many they are. Nothing is saved.</summary>
    /// <param name="earlier">What drafts before these have taken that no row shows; null where rows show everything.</param>
    public async Task<List<Checked<User>>> JudgeAsync(IReadOnlyList<UserDraft> drafts, AcceptedIdentifiers? earlier, CancellationToken ct)
    {
        var taken = await identifiers.TakenAsync([.. drafts.Select(draft => draft.Fields)], earlier, ct);
        var judged = new List<Checked<User>>(drafts.Count);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var draft in drafts)
        {
            var verdict = await JudgeAsync(draft, taken, now, ct);
            if (verdict.TryGet(out var user, out _)) taken.Add(user);
            judged.Add(verdict);
            // Lists are ordered by this time: users of one file keep their order there.
            now += Step;
        }

        return judged;
    }

    /// <summary>The roles that every new user gets.</summary>
    public async Task<Checked<List<Role>>> DefaultRolesAsync(CancellationToken ct)
    {
        var directory = (await snapshots.GetAsync(db.TenantId, ct)).Get<RoleDirectory>();
        var named = (options.UserDefaultRoleNames ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var users = directory.All.Where(role => role.Type == RoleType.User).ToList();
        var missing = named.Where(name => users.All(role => role.Name != name)).ToList();
        if (missing.Count > 0 && db.TenantId == Tenants.TenantEndpoints.Default)
            return new Refusal("role.default_role_missing").With("names", string.Join(", ", missing));
        return users.Where(role => role.IsDefault || named.Contains(role.Name, StringComparer.Ordinal)).ToList();
    }

    private async Task<Checked<User>> JudgeAsync(UserDraft draft, TakenIdentifiers taken, DateTime now, CancellationToken ct)
    {
        if (taken.Conflict(draft.Fields) is { } conflict) return conflict;
        if (draft.Password is not null && Malformed(draft.Password) is { } malformed) return malformed;

        var user = User.Create(db.TenantId, Identifier.Short(), Identifier.Sequence(now), now);
        if (await identifiers.ApplyAsync(user, draft.Fields, ct) is { } refused) return refused;
        if (draft.Password is { } password) user.SetPassword(password.Algorithm.ToString(), password.Digest, now);
        user.SetPasswordTemporary(draft.IsPasswordTemporary);
        user.SetSuspended(draft.IsSuspended);
        return ColumnLimits.FirstExceeded(db, user) is { } tooLong ? tooLong : user;
    }

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
}
