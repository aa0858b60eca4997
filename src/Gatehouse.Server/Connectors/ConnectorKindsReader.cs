using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>Tells the sign-in experience what the stored connectors make possible; the development mailbox counts where it stands in.</summary>
internal sealed class ConnectorKindsReader(GatehouseDb db, ConnectorFactories factories, GatehouseOptions options)
{
    /// <summary>Of the database as it is now, not of the snapshot: rules of changes are held against it.</summary>
    public async Task<ConnectorKinds> ReadAsync(CancellationToken ct) => Of(await db.Connectors.AsNoTracking().ToListAsync(ct));

    public ConnectorKinds Of(IEnumerable<Connector> rows)
    {
        var installed = rows.Select(row => (Row: row, Factory: factories.Find(row.FactoryId))).Where(pair => pair.Factory is not null).ToList();
        var types = installed.Select(pair => pair.Factory!.Type).ToHashSet();
        return new ConnectorKinds(
            options.UsesDevelopmentMailbox || types.Contains(ConnectorType.Email),
            options.UsesDevelopmentMailbox || types.Contains(ConnectorType.Sms),
            installed.Where(pair => pair.Factory!.Type == ConnectorType.Social).Select(pair => Connector.TargetOf(pair.Factory!, pair.Row.Metadata)).ToHashSet());
    }
}
