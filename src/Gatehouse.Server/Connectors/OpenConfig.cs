using System.Security.Cryptography;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Secrets;

namespace Gatehouse.Server.Connectors;

/// <summary>Opens a connector's sealed configuration and holds it against its factory: 400 <c>connector.invalid_config</c>.</summary>
internal sealed class OpenConfig(Sealer sealer)
{
    /// <param name="config">Null: nothing is configured, and nothing needs to be.</param>
    public Checked<JsonText> Execute(ConnectorFactory factory, SealedText? config)
    {
        if (config is not { } locked) return JsonText.EmptyObject;
        try
        {
            var opened = JsonText.FromStored(sealer.Open(locked));
            return factory.Check(opened).TryGet(out _, out var refused) ? opened : refused;
        }
        catch (CryptographicException)
        {
            return ConnectorRefusals.InvalidConfig("The configuration can't be read any more; enter it again.");
        }
    }
}
