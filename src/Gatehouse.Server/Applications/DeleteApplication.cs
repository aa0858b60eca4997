using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Applications;

/// <summary>Deletes an application; what belongs to it goes by the database's cascades (contract/management-apps-resources-roles.md 1.2).</summary>
internal sealed class DeleteApplication(GatehouseDb db, UnitOfWork work, FindApplication find)
{
    public Task<Checked<Done>> ExecuteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.Application.Deleted", id, async () =>
        {
            if (!(await find.ToChangeAsync(id, ct)).TryGet(out var application, out var missing)) return missing;
            if (application.Type == ApplicationType.SAML) return ApplicationRefusals.UsesSamlApi;
            if (application.CustomDomains().Any()) return new Refusal("application.should_delete_custom_domains_first", 422);
            db.Applications.Remove(application);
            return new Done();
        }, ct);
}
