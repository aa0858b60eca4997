using System.Collections.Frozen;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Gatehouse.Server.Tenants;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>An application as the OpenID provider sees it.</summary>
/// <param name="HasAccessControl">Only users whom an access rule names may use it (contract/oidc.md 8.3).</param>
internal sealed record RegisteredApplication(
    string Id, string Name, ApplicationType Type, ClientMetadata Metadata, ClientCredentials Credentials, ClientOrigins Origins, bool HasAccessControl)
{
    public string? Description { get; init; }

    /// <summary>How its sign-in differs from the tenant's; null where it does not.</summary>
    public ApplicationExperience? Experience { get; init; }
}

/// <summary>The applications of a tenant, in the snapshot.</summary>
internal sealed class ApplicationDirectory : ISnapshotPart<ApplicationDirectory>
{
    private readonly FrozenDictionary<string, RegisteredApplication> _byId;

    private ApplicationDirectory(IEnumerable<RegisteredApplication> applications) =>
        _byId = applications.ToFrozenDictionary(application => application.Id, StringComparer.Ordinal);

    public static async Task<ApplicationDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var sealer = services.GetRequiredService<Sealer>();
        var baseUrl = services.GetRequiredService<TenantEndpoints>().BaseUrl(db.TenantId);
        var rows = await db.Applications.AsNoTracking().Include(application => application.Secrets).ToListAsync(ct);
        var experiences = await db.ApplicationExperiences.AsNoTracking().ToDictionaryAsync(row => row.ApplicationId, ct);
        if (rows.Find(row => row.Id == BuiltInApplications.AdminConsole) is { } console) BuiltInApplications.Complete(console, baseUrl);
        var builtIn = BuiltInApplications.Of(db.TenantId, baseUrl).ExceptBy(rows.Select(row => row.Id), application => application.Id);
        return new ApplicationDirectory(rows.Concat(builtIn).Select(row => Register(row, experiences.GetValueOrDefault(row.Id), sealer)));
    }

    public RegisteredApplication? Find(string id) => _byId.GetValueOrDefault(id);

    private static RegisteredApplication Register(Application row, ApplicationExperience? experience, Sealer sealer)
    {
        var metadata = RegisteredMetadata.Of(row);
        var secrets = row.Secrets.OrderBy(secret => secret.CreatedAt)
            .Select(secret => new ClientSecret(secret.Name, sealer.Open(secret.Value), secret.ExpiresAt)).ToList();
        if (row.LegacySecret is { } legacy) secrets.Add(new ClientSecret("", sealer.Open(legacy), null));
        return new RegisteredApplication(
            row.Id, row.Name, row.Type, metadata, new ClientCredentials(metadata.TokenEndpointAuthMethod, secrets) { Keys = RegisteredMetadata.KeysOf(row) },
            ClientOrigins.Create(RegisteredMetadata.OriginsOf(row), metadata.RedirectUris), row.AppLevelAccessControlEnabled)
        {
            Description = row.Description,
            Experience = experience,
        };
    }
}
