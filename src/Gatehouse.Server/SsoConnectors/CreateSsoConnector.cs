using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>Sets an enterprise connector up (contract/management-misc.md 8).</summary>
internal sealed class CreateSsoConnector(GatehouseDb db, UnitOfWork work, SsoConfiguration configuration, Sealer sealer, TimeProvider time)
{
    public async Task<Checked<SsoConnector>> ExecuteAsync(string providerName, SsoConnectorChange fields, CancellationToken ct)
    {
        if (SsoProviders.Find(providerName) is not { } provider) return new Refusal("connector.not_found", 422);
        if (!SsoRules.CheckTokenStorage(provider, fields.EnableTokenStorage.Value).TryGet(out _, out var refused)) return refused;
        if (!SsoRules.CheckDomains(fields.Domains.IsSent ? fields.Domains.Value : []).TryGet(out var domains, out refused)) return refused;
        if (!(await configuration.CheckAsync(provider, fields.Config, ct)).TryGet(out var config, out refused)) return refused;

        var id = Identifier.Short();
        return await work.WriteAsync<SsoConnector>("Change.SsoConnector.Created", id, async () =>
        {
            if (await db.SsoConnectors.AnyAsync(other => other.ConnectorName == fields.ConnectorName.Value, ct)) return SsoRefusals.NameTaken;
            var connector = new SsoConnector
            {
                TenantId = db.TenantId,
                Id = id,
                ProviderName = providerName,
                ConnectorName = fields.ConnectorName.Value,
                Config = sealer.Seal((config?.Config ?? JsonText.EmptyObject).Text),
                ProviderMetadata = config?.Provider,
                Domains = JsonText.Strings(domains),
                Branding = fields.Branding.IsSent ? fields.Branding.Value : JsonText.EmptyObject,
                SyncProfile = fields.SyncProfile.Value,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            db.SsoConnectors.Add(connector);
            return connector;
        }, ct);
    }
}
