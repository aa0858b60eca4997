using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>An application as the OpenID provider sees it.</summary>
/// <param name="CorsOrigins">Origins whose pages may call the token endpoint for it (contract/oidc.md 5.2).</param>
internal sealed record RegisteredApplication(
    string Id, string Name, ApplicationType Type, ClientMetadata Metadata, ClientCredentials Credentials, IReadOnlySet<string> CorsOrigins);

/// <summary>The applications of a tenant, in the snapshot.</summary>
internal sealed class ApplicationDirectory : ISnapshotPart<ApplicationDirectory>
{
    private readonly FrozenDictionary<string, RegisteredApplication> _byId;

    private ApplicationDirectory(IEnumerable<RegisteredApplication> applications) =>
        _byId = applications.ToFrozenDictionary(application => application.Id, StringComparer.Ordinal);

    public static async Task<ApplicationDirectory> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var sealer = services.GetRequiredService<Sealer>();
        var rows = await db.Applications.AsNoTracking().Include(application => application.Secrets).ToListAsync(ct);
        return new ApplicationDirectory(rows.Select(row => Register(row, sealer)));
    }

    public RegisteredApplication? Find(string id) => _byId.GetValueOrDefault(id);

    private static RegisteredApplication Register(Application row, Sealer sealer)
    {
        var settings = row.CustomClientMetadata.ToElement();
        var metadata = ClientMetadata.For(row.Type, IsOn(settings, "allowTokenExchange"), IsOn(settings, "isDeviceFlow"), row.IsThirdParty);
        var secrets = row.Secrets.OrderBy(secret => secret.CreatedAt)
            .Select(secret => new ClientSecret(secret.Name, sealer.Open(secret.Value), secret.ExpiresAt)).ToList();
        if (row.LegacySecret is { } legacy) secrets.Add(new ClientSecret("", sealer.Open(legacy), null));
        return new RegisteredApplication(row.Id, row.Name, row.Type, metadata, new ClientCredentials(metadata.TokenEndpointAuthMethod, secrets), OriginsOf(row, settings));
    }

    private static FrozenSet<string> OriginsOf(Application row, JsonElement settings)
    {
        var listed = TextsOf(settings, "corsAllowedOrigins");
        var redirects = TextsOf(row.OidcClientMetadata.ToElement(), "redirectUris")
            .Select(uri => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed.GetLeftPart(UriPartial.Authority) : null);
        return listed.Concat(redirects.OfType<string>()).ToFrozenSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> TextsOf(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    private static bool IsOn(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
