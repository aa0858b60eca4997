using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Protocol.Keys;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Tests.Support;

/// <summary>What the fake provider signs with, and the key that Apple gave to a team.</summary>
internal sealed class FakeProviderKeys(FakeProvider provider) : IDisposable
{
    public const string AppleTeam = "TEAM123456";
    public const string AppleKeyId = "KEY1234567";

    private readonly ECDsa _apple = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private ECDsa _signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>As it is downloaded from Apple.</summary>
    public string ApplePrivateKey => _apple.ExportPkcs8PrivateKeyPem();

    /// <summary>From now on another key signs, and the set has only that one.</summary>
    public void Rotate()
    {
        _signing.Dispose();
        _signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }

    public string Sign(byte[] payload) => CompactJws.Sign(JwsHeader.Create(SigningAlgorithm.ES256, Public.Kid, null), payload, _signing);

    /// <summary>By nobody's key, under the id of the real one.</summary>
    public string Forge(byte[] payload)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return CompactJws.Sign(JwsHeader.Create(SigningAlgorithm.ES256, Public.Kid, null), payload, other);
    }

    public static string Mac(byte[] payload, string secret)
    {
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    public static bool IsProof(string? proof, string accessToken, string secret) =>
        proof == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(accessToken)));

    /// <summary>Whether it is the JWT that Apple asks for in place of a secret.</summary>
    public bool IsAppleSecret(string secret)
    {
        if (ReceivedJws.Read(secret) is not { } jws || PublicJwk.Read(JsonOf(JsonWebKeyPublic.FromEC(_apple.ExportParameters(false)))) is not { } key) return false;
        var now = provider.Clock.GetUtcNow().ToUnixTimeSeconds();
        return jws.IsSignedBy(key) && jws.KeyId == AppleKeyId && jws.Text("iss") == AppleTeam && jws.Text("sub") == FakeProvider.ClientId
            && jws.Text("aud") == "https://appleid.apple.com" && jws.Seconds("exp") > now && jws.Seconds("exp") <= now + (180 * 24 * 3600);
    }

    public Task WriteSetAsync(HttpContext http) => FakeProvider.JsonAsync(http, new { keys = new[] { JsonOf(Public) } });

    public void Dispose()
    {
        _apple.Dispose();
        _signing.Dispose();
    }

    private JsonWebKeyPublic Public => JsonWebKeyPublic.FromEC(_signing.ExportParameters(false));

    private static JsonElement JsonOf(JsonWebKeyPublic key)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) key.Write(json);
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
