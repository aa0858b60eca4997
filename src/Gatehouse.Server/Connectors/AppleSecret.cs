using System.Security.Cryptography;
using System.Text;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Connectors;

/// <summary>
/// Apple's client secret: a JWT that the team's key signs with ES256, for five minutes (https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret).
/// </summary>
internal sealed class AppleSecret(TimeProvider time)
{
    private const string Audience = "https://appleid.apple.com";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public static bool IsPossible(SocialConfig config) =>
        config.Text("teamId") is not null && config.Text("keyId") is not null && config.Text("privateKey") is not null;

    public Checked<string> Sign(SocialConfig config)
    {
        var now = time.GetUtcNow();
        var claims = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("iss", config.Text("teamId"));
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
            json.WriteString("aud", Audience);
            json.WriteString("sub", config.ClientId);
            json.WriteEndObject();
        });
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(config.Text("privateKey"));
            return CompactJws.Sign(JwsHeader.Create(SigningAlgorithm.ES256, config.Text("keyId")!, typ: null), Encoding.UTF8.GetBytes(claims.Text), key);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            return ConnectorRefusals.InvalidConfig("The private key is no PKCS #8 key on P-256 in PEM form.");
        }
    }
}
