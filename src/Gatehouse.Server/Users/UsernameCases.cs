using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Users;

/// <summary>What happens to the usernames of a tenant when the policy changes whether case counts (contract/management-misc.md 4).</summary>
internal sealed class UsernameCases(GatehouseDb db, UnitOfWork work, GatehouseOptions options)
{
    public async Task<UsernameConflicts> FindConflictsAsync(int mostSamples, CancellationToken ct)
    {
        var names = db.Users.Where(user => user.Username != null).GroupBy(user => user.Username!.ToLower()).Where(group => group.Count() > 1).Select(group => group.Key);
        var total = await names.CountAsync(ct);
        if (total == 0) return new UsernameConflicts(0, []);
        var sample = await names.OrderBy(name => name).Take(mostSamples).ToListAsync(ct);
        var owners = await db.Users.Where(user => sample.Contains(user.Username!.ToLower()))
            .OrderBy(user => user.CreatedAt).ThenBy(user => user.Id).Select(user => new { user.Id, Name = user.Username!.ToLower() }).ToListAsync(ct);
        var byName = owners.ToLookup(owner => owner.Name, owner => owner.Id);
        return new UsernameConflicts(total, [.. sample.Select(name => new UsernameConflict(name, [.. byName[name]]))]);
    }

    /// <summary>In one statement for all users, in the transaction of the change. The server's own setting can't be overruled.</summary>
    public void Compare(bool isCaseSensitive)
    {
        var keepsCase = isCaseSensitive && options.UsernamesAreCaseSensitive;
        work.Run(ct => db.Users.Where(user => user.Username != null)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.UsernameKey, user => keepsCase ? user.Username : user.Username!.ToLower()), ct));
    }
}
