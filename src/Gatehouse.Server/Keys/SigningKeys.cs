using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Keys;
using Gatehouse.Protocol.Logout;
using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Server.Keys;

/// <summary>The keys of a tenant: the published halves in the order of the JWKS, and the current one ready to sign.</summary>
internal sealed class SigningKeys : ISnapshotPart<SigningKeys>
{
    private readonly SigningAlgorithm _algorithm;
    private readonly string _privateKey;
    private readonly FrozenDictionary<string, JsonWebKey> _verification;
    // A key object serves one thread at a time; idle ones wait here for the next.
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    private SigningKeys(IReadOnlyList<JsonWebKeyPublic> published, string privateKey, DateTime? goodUntil)
    {
        Published = published;
        KeySet = JwksDocument.ToUtf8(published);
        _algorithm = published[0].Algorithm;
        _privateKey = privateKey;
        GoodUntil = goodUntil;
        _verification = new JsonWebKeySet(Encoding.UTF8.GetString(KeySet)).Keys
            .ToFrozenDictionary(key => key.Kid, StringComparer.Ordinal);
        using (var set = JsonDocument.Parse(KeySet)) VerificationKeys = PublicJwk.ReadSet(set.RootElement);
        AccessTokenHeader = JwsHeader.Create(_algorithm, published[0].Kid, "at+jwt");
        LogoutTokenHeader = JwsHeader.Create(_algorithm, published[0].Kid, LogoutTokenClaims.MediaType);
        IdTokenHeader = JwsHeader.Create(_algorithm, published[0].Kid, typ: null);
    }

    /// <summary>When a staged key takes the place of the current one.</summary>
    public DateTime? GoodUntil { get; }

    /// <summary>Current, Next, Previous.</summary>
    public IReadOnlyList<JsonWebKeyPublic> Published { get; }

    /// <summary>The JWKS document.</summary>
    public byte[] KeySet { get; }

    public SigningAlgorithm Algorithm => _algorithm;

    /// <summary>The published keys, for what we signed ourselves and get back.</summary>
    public IReadOnlyList<PublicJwk> VerificationKeys { get; }

    public JwsHeader AccessTokenHeader { get; }

    public JwsHeader LogoutTokenHeader { get; }

    public JwsHeader IdTokenHeader { get; }

    public static async Task<SigningKeys> LoadAsync(GatehouseDb db, IServiceProvider services, CancellationToken ct)
    {
        var sealer = services.GetRequiredService<Sealer>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var keys = SigningKey.AsOf(now, await db.SigningKeys.AsNoTracking().ToListAsync(ct)).OrderBy(row => row.Status).ToList();
        if (keys is not [(_, SigningKeyStatus.Current), ..])
            throw new InvalidOperationException($"Tenant {db.TenantId} has no current signing key");
        return new SigningKeys(
            [.. keys.Select(row => PublicHalf(sealer.Open(row.Key.PrivateKey), row.Key.Algorithm))], sealer.Open(keys[0].Key.PrivateKey),
            keys.Find(row => row.Status == SigningKeyStatus.Next).Key?.EffectiveAt);
    }

    /// <summary>A fresh private key as PKCS#8 PEM.</summary>
    public static string Generate(SigningAlgorithm algorithm)
    {
        using AsymmetricAlgorithm key = algorithm switch
        {
            SigningAlgorithm.ES256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            SigningAlgorithm.ES384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => RSA.Create(4096),
        };
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The published key of that id, if it is one for the algorithm.</summary>
    public SecurityKey? VerificationKey(string? kid, string algorithm) =>
        kid is not null && _verification.TryGetValue(kid, out var key)
        && Published.First(published => published.Kid == kid).Algorithm.Name == algorithm ? key : null;

    /// <param name="claims">Writes the payload.</param>
    public string Sign(JwsHeader header, Action<Utf8JsonWriter> claims)
    {
        var payload = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(payload, WireJson.Options)) claims(writer);
        return Sign(header, payload.WrittenSpan);
    }

    public string Sign(JwsHeader header, ReadOnlySpan<byte> payload)
    {
        if (!_idle.TryTake(out var key)) key = Import(_privateKey, _algorithm == SigningAlgorithm.RS256);
        try
        {
            return key is ECDsa ec ? CompactJws.Sign(header, payload, ec) : CompactJws.Sign(header, payload, (RSA)key);
        }
        finally
        {
            _idle.Add(key);
        }
    }

    private static JsonWebKeyPublic PublicHalf(string pem, string algorithm)
    {
        using var key = Import(pem, isRsa: algorithm == SigningAlgorithm.RS256.Name);
        return key is ECDsa ec
            ? JsonWebKeyPublic.FromEC(ec.ExportParameters(includePrivateParameters: false))
            : JsonWebKeyPublic.FromRsa(((RSA)key).ExportParameters(includePrivateParameters: false));
    }

    private static AsymmetricAlgorithm Import(string pem, bool isRsa)
    {
        AsymmetricAlgorithm key = isRsa ? RSA.Create() : ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
