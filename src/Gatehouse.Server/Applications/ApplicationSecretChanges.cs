using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>Makes, renames and deletes the secrets of an application; the provider knows at once (contract/management-apps-resources-roles.md 1.3).</summary>
internal sealed class ApplicationSecretChanges(GatehouseDb db, UnitOfWork work, FindApplication find, Sealer sealer, TimeProvider time)
{
    /// <param name="expiresAt">Null is never.</param>
    public Task<Checked<ApplicationSecret>> AddAsync(string applicationId, string name, DateTime? expiresAt, CancellationToken ct) =>
        work.WriteAsync<ApplicationSecret>("Change.Application.SecretAdded", applicationId, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (expiresAt <= now) return Refusal.InvalidRequest("expiresAt must be in the future");
            if (!(await find.ToReadAsync(applicationId, ct)).TryGet(out var application, out var missing)) return missing;
            if (!ClientRules.KeepsSecrets(application.Type)) return new Refusal("entity.db_constraint_violated", 422);
            var secret = new ApplicationSecret
            {
                TenantId = db.TenantId,
                ApplicationId = applicationId,
                Name = name,
                Value = sealer.Seal(Identifier.Secret()),
                CreatedAt = now,
                ExpiresAt = expiresAt,
            };
            db.ApplicationSecrets.Add(secret);
            return secret;
        }, ct);

    public Task<Checked<ApplicationSecret>> RenameAsync(string applicationId, string name, string newName, CancellationToken ct) =>
        work.WriteAsync<ApplicationSecret>("Change.Application.SecretRenamed", applicationId, async () =>
        {
            if (!(await find.ToReadAsync(applicationId, ct)).TryGet(out _, out var missing)) return missing;
            if (await SecretAsync(applicationId, name, ct) is not { } secret) return new Refusal("entity.not_exists", 404);
            if (name == newName) return secret;
            // The name is a part of the key, which a row keeps for life.
            var renamed = new ApplicationSecret
            {
                TenantId = secret.TenantId,
                ApplicationId = applicationId,
                Name = newName,
                Value = secret.Value,
                CreatedAt = secret.CreatedAt,
                ExpiresAt = secret.ExpiresAt,
            };
            db.ApplicationSecrets.Remove(secret);
            db.ApplicationSecrets.Add(renamed);
            return renamed;
        }, ct);

    public Task<Checked<Done>> DeleteAsync(string applicationId, string name, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Application.SecretDeleted", applicationId, async () =>
        {
            if (!(await find.ToReadAsync(applicationId, ct)).TryGet(out _, out var missing)) return missing;
            if (await SecretAsync(applicationId, name, ct) is not { } secret) return ApplicationRefusals.NotThereToDelete;
            db.ApplicationSecrets.Remove(secret);
            return new Done();
        }, ct);

    /// <summary>The single secret of a seeded application.</summary>
    public Task<Checked<Application>> DeleteLegacyAsync(string applicationId, CancellationToken ct) =>
        work.WriteAsync<Application>("Change.Application.LegacySecretDeleted", applicationId, async () =>
        {
            if (!(await find.ToChangeAsync(applicationId, ct)).TryGet(out var application, out var missing)) return missing;
            if (application.LegacySecret is null) return new Refusal("application.no_legacy_secret_found");
            application.LegacySecret = null;
            return application;
        }, ct);

    private Task<ApplicationSecret?> SecretAsync(string applicationId, string name, CancellationToken ct) =>
        db.ApplicationSecrets.SingleOrDefaultAsync(secret => secret.ApplicationId == applicationId && secret.Name == name, ct);
}
