using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.Connectors;

/// <summary>The social connectors of the tenant as sign-in pages show them (contract/management-misc.md 11).</summary>
internal sealed class ShowSocialConnectors(GatehouseDb db, Snapshots snapshots)
{
    public async Task<IReadOnlyList<ShownSocialConnector>> ReadAsync(CancellationToken ct) =>
        [.. (await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Social.Select(Show)];

    private static ShownSocialConnector Show(InstalledConnector connector)
    {
        var (factory, look) = (connector.Factory, ConnectorLook.Of(connector.Factory, connector.Metadata));
        return new ShownSocialConnector(
            connector.Id, look.Target, look.Name, look.Logo, look.LogoDark, factory.Platform, factory.IsStandard, factory.IsTokenStorageSupported);
    }
}
