using System.Collections.Frozen;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>
/// The enterprise connectors of a tenant that can sign somebody in, in the snapshot: those that are configured and have a domain
/// (contract/management-misc.md 11).
/// </summary>
internal sealed class SsoDirectory : ISnapshotPart<SsoDirectory>
{
    private readonly FrozenDictionary<string, IReadOnlyList<SsoDomainConnector>> _byDomain;

    private SsoDirectory(IReadOnlyList<ShownSsoConnector> shown, IEnumerable<SsoConnector> usable)
    {
        Shown = shown;
        _byDomain = usable.SelectMany(row => row.Domains.ToElement().EnumerateArray().Select(domain => (Domain: domain.GetString()!, Connector: SsoDomainConnector.Of(row))))
            .GroupBy(pair => pair.Domain, pair => pair.Connector, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<SsoDomainConnector>)[.. group], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>As sign-in pages show them, in the order in which they were made.</summary>
    public IReadOnlyList<ShownSsoConnector> Shown { get; }

    public static async Task<SsoDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var rows = await db.SsoConnectors.AsNoTracking().Where(row => row.ProviderMetadata != null).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(ct);
        var usable = rows.Where(row => row.Domains.ToElement().GetArrayLength() > 0 && SsoProviders.Find(row.ProviderName) is not null).ToList();
        return new SsoDirectory([.. usable.Select(Show).OfType<ShownSsoConnector>()], usable);
    }

    /// <summary>Those that sign in the owners of addresses of this domain; case does not count.</summary>
    public IReadOnlyList<SsoDomainConnector> OfAddress(string email) => _byDomain.GetValueOrDefault(email[(email.LastIndexOf('@') + 1)..], []);

    private static ShownSsoConnector? Show(SsoConnector connector)
    {
        if (SsoProviders.Find(connector.ProviderName) is not { } provider) return null;
        var branding = connector.Branding.ToElement();
        return new ShownSsoConnector(connector.Id, TextIn("displayName") ?? connector.ConnectorName, TextIn("logo") ?? provider.Logo, TextIn("darkLogo"));

        string? TextIn(string name) => branding.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
    }
}

/// <summary>What a page needs to know of a connector to send somebody there; its configuration holds secrets and is not here.</summary>
/// <param name="Branding">As stored.</param>
internal sealed record SsoDomainConnector(string Id, string ProviderName, string ConnectorName, JsonText Branding)
{
    public static SsoDomainConnector Of(SsoConnector row) => new(row.Id, row.ProviderName, row.ConnectorName, row.Branding);
}

/// <summary>Tells the sign-in experience about them.</summary>
internal sealed class ShowSsoConnectors(GatehouseDb db, Snapshots snapshots)
{
    public async Task<IReadOnlyList<ShownSsoConnector>> ReadAsync(CancellationToken ct) =>
        (await snapshots.GetAsync(db.TenantId, ct)).Get<SsoDirectory>().Shown;
}
