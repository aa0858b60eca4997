using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Applications;

/// <summary>An application as the OpenID provider sees it.</summary>
internal sealed record RegisteredApplication(
    string Id, string Name, ApplicationType Type, ClientMetadata Metadata, ClientCredentials Credentials, ClientOrigins Origins);

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
        var origins = ClientOrigins.Create(TextsOf(settings, "corsAllowedOrigins"), TextsOf(row.OidcClientMetadata.ToElement(), "redirectUris"));
        return new RegisteredApplication(row.Id, row.Name, row.Type, metadata, new ClientCredentials(metadata.TokenEndpointAuthMethod, secrets), origins);
    }

    private static IEnumerable<string> TextsOf(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!) : [];

    private static bool IsOn(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
