using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Connectors;

/// <summary>Every kind of connector that this server has; in test mode those of the tests too.</summary>
internal sealed class ConnectorFactories
{
    public const string MailboxEmail = "gatehouse-mailbox-email";
    public const string MailboxSms = "gatehouse-mailbox-sms";
    private const string Folder = "connectors/";

    private readonly FrozenDictionary<string, ConnectorFactory> _byId;

    public ConnectorFactories(GatehouseOptions options)
    {
        var assembly = typeof(ConnectorFactories).Assembly;
        All = [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .SelectMany(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize(stream, FactoryJson.Default.IReadOnlyListConnectorFactory)!;
            })
            .Where(factory => !factory.IsTestOnly || options.IsTestMode)];
        _byId = All.ToFrozenDictionary(factory => factory.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<ConnectorFactory> All { get; }

    public ConnectorFactory? Find(string id) => _byId.GetValueOrDefault(id);
}
