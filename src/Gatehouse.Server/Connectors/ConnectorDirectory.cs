using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Connectors;

/// <summary>A connector that can be used, with its factory.</summary>
/// <param name="Config">Null: nothing is configured, as in the built-in mailbox.</param>
internal sealed record InstalledConnector(string Id, ConnectorFactory Factory, SealedText? Config, JsonText Metadata)
{
    /// <summary>Each sign-in brings the user's name and picture from the provider.</summary>
    public bool SyncsProfile { get; init; }

    /// <summary>The provider's tokens are kept for the user.</summary>
    public bool KeepsTokens { get; init; }

    public string Target => Connector.TargetOf(Factory, Metadata);
}

/// <summary>
/// The connectors of a tenant, in the snapshot. Rows whose factory this server does not have are not in it. Without a row for mail or SMS
/// the development mailbox stands in, if the setting allows it (docs/adr/0011).
/// </summary>
internal sealed class ConnectorDirectory : ISnapshotPart<ConnectorDirectory>
{
    private readonly List<InstalledConnector> _installed;
    private readonly InstalledConnector? _email;
    private readonly InstalledConnector? _sms;

    private ConnectorDirectory(List<InstalledConnector> installed, ConnectorFactories factories, bool hasMailbox)
    {
        _installed = installed;
        _email = Own(ConnectorType.Email) ?? (hasMailbox ? Mailbox(factories, ConnectorFactories.MailboxEmail) : null);
        _sms = Own(ConnectorType.Sms) ?? (hasMailbox ? Mailbox(factories, ConnectorFactories.MailboxSms) : null);
    }

    public IEnumerable<InstalledConnector> Social => _installed.Where(connector => connector.Factory.Type == ConnectorType.Social);

    /// <summary>What they make possible, for pages. What a change is judged by is read with the change (<see cref="FindConnectorKinds"/>).</summary>
    public ConnectorKinds Kinds => new(_email is not null, _sms is not null, Social.Select(connector => connector.Target).ToHashSet());

    public static async Task<ConnectorDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var factories = services.GetRequiredService<ConnectorFactories>();
        var rows = await db.Connectors.AsNoTracking().OrderBy(row => row.Id).ToListAsync(ct);
        var installed = rows.Select(row => (Row: row, Factory: factories.Find(row.FactoryId))).Where(pair => pair.Factory is not null)
            .Select(pair => new InstalledConnector(pair.Row.Id, pair.Factory!, pair.Row.Config, pair.Row.Metadata) { SyncsProfile = pair.Row.SyncProfile, KeepsTokens = pair.Row.EnableTokenStorage }).ToList();
        return new ConnectorDirectory(installed, factories, services.GetRequiredService<GatehouseOptions>().UsesDevelopmentMailbox);
    }

    /// <summary>The one that sends mail or SMS; null when there is none.</summary>
    public InstalledConnector? Sender(ConnectorType type) => type == ConnectorType.Email ? _email : type == ConnectorType.Sms ? _sms : null;

    public InstalledConnector? Find(string id) => _installed.Find(connector => connector.Id == id);

    private InstalledConnector? Own(ConnectorType type) => _installed.Find(connector => connector.Factory.Type == type);

    private static InstalledConnector Mailbox(ConnectorFactories factories, string id) => new(id, factories.Find(id)!, null, JsonText.EmptyObject);
}
