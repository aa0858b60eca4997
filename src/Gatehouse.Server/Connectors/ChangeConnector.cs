using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>Changes a connector; configuration and metadata are replaced as wholes (contract/management-misc.md 7).</summary>
internal sealed class ChangeConnector(GatehouseDb db, UnitOfWork work, ConnectorFactories factories, Sealer sealer, ForgetConnectorTokens forget)
{
    public Task<Checked<Connector>> ExecuteAsync(string id, ConnectorChange fields, CancellationToken ct) =>
        work.WriteAsync<Connector>("Change.Connector.Updated", id, async () =>
        {
            if (await db.Connectors.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } connector) return ConnectorRefusals.NotFound;
            if (factories.Find(connector.FactoryId) is not { } factory) return ConnectorRefusals.NotFound;
            if (fields.IsEmpty) return new Refusal("entity.invalid_input", 422);
            if (!Check(factory, connector, fields).TryGet(out _, out var refused)) return refused;

            if (fields.Config.IsSent) connector.Config = sealer.Seal(ConnectorChange.WithoutEmpty(fields.Config.Value).Text);
            if (fields.Metadata.IsSent) connector.Metadata = fields.Metadata.Value;
            if (fields.SyncProfile.IsSent) connector.SyncProfile = fields.SyncProfile.Value;
            if (fields.EnableTokenStorage.IsSent)
            {
                connector.EnableTokenStorage = fields.EnableTokenStorage.Value;
                if (!connector.EnableTokenStorage) await forget(id, ct);
            }

            return connector;
        }, ct);

    private static Checked<Done> Check(ConnectorFactory factory, Connector connector, ConnectorChange fields)
    {
        if (fields.Metadata.IsSent && !ConnectorRules.CheckNewMetadata(factory, connector.Metadata, fields.Metadata.Value).TryGet(out _, out var refused)) return refused;
        if (!ConnectorRules.CheckSyncProfile(factory, fields.SyncProfile.Value).TryGet(out _, out refused)) return refused;
        if (!ConnectorRules.CheckTokenStorage(factory, fields.EnableTokenStorage.Value).TryGet(out _, out refused)) return refused;
        return fields.Config.IsSent ? factory.Check(ConnectorChange.WithoutEmpty(fields.Config.Value)) : new Done();
    }
}
