using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>The fields of an enterprise connector that administrators set; what is not sent stays as it is (contract/management-misc.md 8).</summary>
internal sealed record SsoConnectorChange
{
    public Optional<string> ConnectorName { get; init; }

    public Optional<JsonText> Config { get; init; }

    public Optional<IReadOnlyList<string>> Domains { get; init; }

    public Optional<JsonText> Branding { get; init; }

    public Optional<bool> SyncProfile { get; init; }

    public Optional<bool> EnableTokenStorage { get; init; }
}
