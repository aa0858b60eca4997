using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>Changes an enterprise connector, or takes it away (contract/management-misc.md 8).</summary>
internal sealed class ChangeSsoConnector(GatehouseDb db, UnitOfWork work, SsoConfiguration configuration, Sealer sealer)
{
    public async Task<Checked<SsoConnector>> ExecuteAsync(string id, SsoConnectorChange fields, CancellationToken ct)
    {
        var known = await db.SsoConnectors.AsNoTracking().Where(row => row.Id == id).Select(row => row.ProviderName).SingleOrDefaultAsync(ct);
        if (known is null) return SsoRefusals.NotThere(id);
        if (SsoProviders.Find(known) is not { } provider) return SsoRefusals.NoProvider;
        if (!SsoRules.CheckTokenStorage(provider, fields.EnableTokenStorage.Value).TryGet(out _, out var refused)) return refused;
        if (!SsoRules.CheckDomains(fields.Domains.IsSent ? fields.Domains.Value : []).TryGet(out var domains, out refused)) return refused;
        if (!(await configuration.CheckAsync(provider, fields.Config, ct)).TryGet(out var config, out refused)) return refused;

        return await work.WriteAsync<SsoConnector>("Change.SsoConnector.Updated", id, async () =>
        {
            if (await db.SsoConnectors.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } connector) return SsoRefusals.NotThere(id);
            if (fields.ConnectorName.IsSent)
            {
                var name = fields.ConnectorName.Value;
                if (await db.SsoConnectors.AnyAsync(other => other.ConnectorName == name && other.Id != id, ct)) return SsoRefusals.NameTaken;
                connector.ConnectorName = name;
            }

            if (config is not null) (connector.Config, connector.ProviderMetadata) = (sealer.Seal(config.Config.Text), config.Provider);
            if (fields.Domains.IsSent) connector.Domains = JsonText.Strings(domains);
            if (fields.Branding.IsSent) connector.Branding = fields.Branding.Value;
            if (fields.SyncProfile.IsSent) connector.SyncProfile = fields.SyncProfile.Value;
            if (fields.EnableTokenStorage.IsSent) connector.EnableTokenStorage = fields.EnableTokenStorage.Value;
            return connector;
        }, ct);
    }

    public Task<Checked<Done>> DeleteAsync(string id, CancellationToken ct) =>
        work.WriteAsync<Done>("Change.SsoConnector.Deleted", id, async () =>
        {
            if (await db.SsoConnectors.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } connector) return SsoRefusals.NotThere(id);
            db.SsoConnectors.Remove(connector);
            return new Done();
        }, ct);
}
