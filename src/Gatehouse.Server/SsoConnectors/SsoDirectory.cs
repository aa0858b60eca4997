using Gatehouse.Server.Data;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.SsoConnectors;

/// <summary>
/// The enterprise connectors of a tenant that can sign somebody in, in the snapshot: those that are configured and have a domain
/// (contract/management-misc.md 11).
/// </summary>
internal sealed class SsoDirectory : ISnapshotPart<SsoDirectory>
{
    private SsoDirectory(IReadOnlyList<ShownSsoConnector> shown) => Shown = shown;

    /// <summary>As sign-in pages show them, in the order in which they were made.</summary>
    public IReadOnlyList<ShownSsoConnector> Shown { get; }

    public static async Task<SsoDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var rows = await db.SsoConnectors.AsNoTracking().Where(row => row.ProviderMetadata != null).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(ct);
        return new SsoDirectory([.. rows.Where(row => row.Domains.ToElement().GetArrayLength() > 0).Select(Show).OfType<ShownSsoConnector>()]);
    }

    private static ShownSsoConnector? Show(SsoConnector connector)
    {
        if (SsoProviders.Find(connector.ProviderName) is not { } provider) return null;
        var branding = connector.Branding.ToElement();
        return new ShownSsoConnector(connector.Id, TextIn("displayName") ?? connector.ConnectorName, TextIn("logo") ?? provider.Logo, TextIn("darkLogo"));

        string? TextIn(string name) => branding.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
    }
}

/// <summary>Tells the sign-in experience about them.</summary>
internal sealed class ShowSsoConnectors(GatehouseDb db, Snapshots snapshots)
{
    public async Task<IReadOnlyList<ShownSsoConnector>> ReadAsync(CancellationToken ct) =>
        (await snapshots.GetAsync(db.TenantId, ct)).Get<SsoDirectory>().Shown;
}
