using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Server.Applications;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Server.Tests.ManagementApi;

/// <summary>Makes access tokens with the server's own key, right but for one thing.</summary>
internal sealed class TokenForge(string pem, JsonObject header, JsonObject claims)
{
    public static async Task<TokenForge> OfAsync(TestServer server)
    {
        var sealer = server.Services.GetRequiredService<Sealer>();
        var key = await server.InDatabaseAsync(db => db.SigningKeys.AsNoTracking().FirstAsync());
        var real = (await server.TokenAsync()).Split('.');
        return new TokenForge(sealer.Open(key.PrivateKey), Parse(real[0]), Parse(real[1]));
    }

    /// <summary>The same with the key of tenant admin, whose tokens other resources trust too.</summary>
    public static async Task<TokenForge> OfAdminAsync(TestServer server)
    {
        var sealer = server.Services.GetRequiredService<Sealer>();
        var key = await server.InDatabaseAsync(db => db.SigningKeys.AsNoTracking().FirstAsync(), "admin");
        var real = (await AdminTokenAsync(server, "m-default", "https://default.logto.app/api")).Split('.');
        return new TokenForge(sealer.Open(key.PrivateKey), Parse(real[0]), Parse(real[1]));
    }

    public string Make(Action<JsonObject>? changeClaims = null, Action<JsonObject>? changeHeader = null)
    {
        var signed = Unsigned(changeClaims, changeHeader);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The classic confusion: a MAC whose secret is the public key.</summary>
    public string MakeWithPublicKeyAsSecret()
    {
        var signed = Unsigned(null, changed => changed["alg"] = "HS256");
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed)))}";
    }

    public string Unsigned(Action<JsonObject>? changeClaims = null, Action<JsonObject>? changeHeader = null)
    {
        var (head, body) = (header.DeepClone().AsObject(), claims.DeepClone().AsObject());
        changeHeader?.Invoke(head);
        changeClaims?.Invoke(body);
        return $"{Base64UrlEncoder.Encode(head.ToJsonString())}.{Base64UrlEncoder.Encode(body.ToJsonString())}";
    }

    /// <summary>A token by client credentials of an application that came with the installation of tenant admin.</summary>
    public static async Task<string> AdminTokenAsync(TestServer server, string applicationId, string resource)
    {
        var sealer = server.Services.GetRequiredService<Sealer>();
        var application = await server.InDatabaseAsync(db => db.Applications.AsNoTracking().SingleAsync(found => found.Id == applicationId), "admin");
        using var response = await server.AdminApi.PostAsync("/oidc/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = applicationId, ["client_secret"] = sealer.Open(application.LegacySecret!.Value), ["resource"] = resource, ["scope"] = "all",
        }));
        var answer = (await Answer.ReadAsync(response)).Expect(200);
        return answer["access_token"].GetString()!;
    }

    private static JsonObject Parse(string part) => JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();
}
