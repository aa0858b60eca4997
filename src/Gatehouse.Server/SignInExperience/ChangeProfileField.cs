using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Changes, orders and deletes custom profile fields (contract/management-misc.md 5).</summary>
internal sealed class ChangeProfileField(GatehouseDb db, UnitOfWork work)
{
    public async Task<Checked<CustomProfileField>> ExecuteAsync(string name, ProfileFieldChange change, CancellationToken ct)
    {
        if (change.RefuseConfig(isStrict: true) is { } refused) return refused;
        return await work.WriteAsync<CustomProfileField>("Change.CustomProfileField.Updated", name, async () =>
        {
            if (await FindAsync(name, ct) is not { } field) return new Refusal("entity.not_exists", 404);
            change.ApplyTo(field);
            return field;
        }, ct);
    }

    /// <summary>Puts fields at places; of two places for one field the last one counts.</summary>
    /// <returns>All fields, in their order.</returns>
    public Task<Checked<IReadOnlyList<CustomProfileField>>> OrderAsync(IReadOnlyList<(string Name, int SieOrder)> places, CancellationToken ct) =>
        work.WriteAsync<IReadOnlyList<CustomProfileField>>("Change.CustomProfileField.Ordered", null, async () =>
        {
            var fields = await db.CustomProfileFields.InOrder().ToListAsync(ct);
            if (ProfileFieldNames.RefuseUnknown([.. places.Select(place => place.Name)], [.. fields.Select(field => field.Name)]) is { } unknown) return unknown;
            foreach (var (name, order) in places) fields.Single(field => field.Name == name).SieOrder = order;
            return fields.OrderBy(field => field.SieOrder).ThenBy(field => field.CreatedAt).ThenBy(field => field.Id, StringComparer.Ordinal).ToList();
        }, ct);

    /// <summary>Nobody is asked for it any more, nor shown it.</summary>
    public Task<Checked<Done>> DeleteAsync(string name, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.CustomProfileField.Deleted", name, async () =>
        {
            if (await FindAsync(name, ct) is not { } field) return new Refusal("entity.not_found", 404);
            db.CustomProfileFields.Remove(field);
            var experience = await db.SignInExperiences.SingleAsync(ct);
            experience.SignUpProfileFields = ProfileFieldNames.Without(experience.SignUpProfileFields, name);
            var accountCenter = await db.AccountCenters.SingleAsync(ct);
            accountCenter.ProfileFields = ProfileFieldNames.Without(accountCenter.ProfileFields, name);
            return new Done();
        }, ct);

    private Task<CustomProfileField?> FindAsync(string name, CancellationToken ct) => db.CustomProfileFields.SingleOrDefaultAsync(field => field.Name == name, ct);
}
