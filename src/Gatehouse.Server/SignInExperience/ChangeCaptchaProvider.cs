using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SignInExperience;

/// <summary>Sets or removes the captcha provider of a tenant (contract/management-misc.md 6).</summary>
internal sealed class ChangeCaptchaProvider(GatehouseDb db, UnitOfWork work, Sealer sealer, TimeProvider time)
{
    /// <param name="config">Without the secret key.</param>
    public Task<Checked<CaptchaProvider>> PutAsync(JsonText config, string secretKey, CancellationToken ct) =>
        work.WriteAsync<CaptchaProvider>("Change.CaptchaProvider.Put", db.TenantId, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var provider = await db.CaptchaProviders.SingleOrDefaultAsync(ct);
            if (provider is null)
            {
                db.CaptchaProviders.Add(provider = new CaptchaProvider
                {
                    TenantId = db.TenantId, Id = Identifier.Long(), Config = config, SecretKey = sealer.Seal(secretKey), CreatedAt = now, UpdatedAt = now,
                });
                return provider;
            }

            (provider.Config, provider.SecretKey, provider.UpdatedAt) = (config, sealer.Seal(secretKey), now);
            return provider;
        }, ct);

    /// <summary>Without a provider nobody can be asked for a captcha, so nobody is. Nothing to remove is fine.</summary>
    public Task<Checked<Done>> DeleteAsync(CancellationToken ct) =>
        work.WriteAsync<Done>("Change.CaptchaProvider.Deleted", db.TenantId, async () =>
        {
            if (await db.CaptchaProviders.SingleOrDefaultAsync(ct) is { } provider) db.CaptchaProviders.Remove(provider);
            var experience = await db.SignInExperiences.SingleAsync(ct);
            if (experience.CaptchaPolicy != JsonText.EmptyObject) experience.CaptchaPolicy = JsonText.FromStored("""{"enabled":false}""");
            return new Done();
        }, ct);
}
