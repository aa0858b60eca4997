using Gatehouse.Server.Platform.Configuration;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Domains;

/// <summary>
/// The provider of host names: it would bring a certificate for a customer's domain and send its visitors here. This server has none; in
/// test mode one is simulated (contract/test-mode.md), for which a domain is in order as soon as somebody looks at it.
/// </summary>
internal sealed class HostNames(GatehouseOptions options)
{
    /// <summary>Whether there is a provider at all.</summary>
    public bool AreOffered => options.IsTestMode;

    /// <summary>Null when there is a provider.</summary>
    public Refusal? RefuseWithoutProvider() => AreOffered ? null : new Refusal("domain.not_configured");

    /// <summary>The server's own names, and what lies below them, are nobody else's.</summary>
    public bool IsForbidden(string domain) => Own.Any(host => domain == host || domain.EndsWith('.' + host, StringComparison.Ordinal));

    /// <summary>What the domain's owner must enter: the domain is another name of this server.</summary>
    public JsonText DnsRecordsOf(string domain) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("name", domain);
        json.WriteString("type", "CNAME");
        json.WriteString("value", HostOf(options.Endpoint!));
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private IEnumerable<string> Own => [HostOf(options.Endpoint!), HostOf(options.AdminEndpoint!)];

    private static string HostOf(string url) => new Uri(url).IdnHost;
}
