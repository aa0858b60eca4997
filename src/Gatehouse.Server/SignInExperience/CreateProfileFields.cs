using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Makes custom profile fields, all or none; each comes after those that there are (contract/management-misc.md 5).</summary>
internal sealed class CreateProfileFields(GatehouseDb db, UnitOfWork work, TimeProvider time)
{
    public async Task<Checked<IReadOnlyList<CustomProfileField>>> ExecuteAsync(IReadOnlyList<ProfileFieldChange> fields, CancellationToken ct)
    {
        foreach (var field in fields)
        {
            if ((ProfileFieldRules.RefuseName(field.Name) ?? field.RefuseConfig(isStrict: false)) is { } refused) return refused;
        }

        if (fields.Select(field => field.Name).Distinct().Count() < fields.Count) return new Refusal("custom_profile_fields.name_exists", 422);
        return await work.WriteAsync<IReadOnlyList<CustomProfileField>>("Change.CustomProfileField.Created", fields.Count == 1 ? fields[0].Name : null, async () =>
        {
            var last = await db.CustomProfileFields.MaxAsync(field => (int?)field.SieOrder, ct) ?? 0;
            var now = time.GetUtcNow().UtcDateTime;
            var made = new List<CustomProfileField>();
            foreach (var field in fields)
            {
                var row = new CustomProfileField
                {
                    TenantId = db.TenantId,
                    Id = Identifier.Long(),
                    Name = field.Name,
                    Type = field.Type,
                    Required = field.Required,
                    CreatedAt = now,
                    SieOrder = ++last,
                };
                field.ApplyTo(row);
                made.Add(row);
            }

            db.CustomProfileFields.AddRange(made);
            return made;
        }, ct);
    }
}
