using System.Buffers.Text;
using System.Text.Json;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.Tests.Keys;

/// <summary>RFC 7517 section 4, RFC 7518 section 6, RFC 8032, RFC 8037.</summary>
public sealed class PublicJwkTests
{
    private const string X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private const string Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    [Theory(DisplayName = "RFC 7518 section 6: what is no usable public key")]
    [InlineData("""[]""")]
    [InlineData("""{}""")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"X"}""")]
    [InlineData("""{"kty":"EC","crv":"P-521","x":"X","y":"Y"}""")]
    [InlineData("""{"kty":"EC","crv":"P-384","x":"X","y":"Y"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAA","y":"Y"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"X","y":"Y","d":"AAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"X","y":"Y","d":null}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"X","y":"Y","k":"AAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"X","y":"Y","use":"enc"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"X","y":"Y","key_ops":["sign"]}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":"OKP","crv":"X25519","x":"X"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AAAA"}""")]
    public void An_unusable_key_is_not_read(string jwk) =>
        Assert.Null(TestJws.Read(jwk.Replace("\"X\"", $"\"{X}\"", StringComparison.Ordinal).Replace("\"Y\"", $"\"{Y}\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("use", "\"sig\"")]
    [InlineData("key_ops", """["verify"]""")]
    [InlineData("x5c", "[]")]
    public void Other_members_do_no_harm(string member, string value) =>
        Assert.NotNull(TestJws.Read($$"""{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{Y}}","{{member}}":{{value}}}"""));

    [Theory(DisplayName = "RFC 7518 section 3.3: 2048 bits or more, and no more than can be checked quickly")]
    [InlineData(255, false)]
    [InlineData(256, true)]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void The_size_of_an_rsa_key_has_bounds(int octets, bool isRead)
    {
        var modulus = new byte[octets];
        Array.Fill(modulus, (byte)0xFF);
        Assert.Equal(isRead, TestJws.Read($$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(modulus)}}","e":"AQAB"}""") is not null);
    }

    [Fact]
    public void A_point_off_the_curve_verifies_nothing()
    {
        var key = TestJws.New("ES256");
        var off = TestJws.Read($$"""{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{X}}"}""")!;
        Assert.False(ReceivedJws.Read(key.Sign("""{"alg":"ES256"}""", "{}"))!.IsSignedBy(off));
    }

    [Fact(DisplayName = "RFC 7517 section 5: keys that are not understood are skipped")]
    public void A_set_holds_the_usable_ones()
    {
        using var set = JsonDocument.Parse($$"""{"keys":[{"kty":"oct"},7,{{TestJws.New("ES256").PublicJwk}},{"kty":"new"},{{TestJws.New("ES384").PublicJwk}}]}""");
        Assert.Equal(2, PublicJwk.ReadSet(set.RootElement).Count);
        Assert.Empty(PublicJwk.ReadSet(JsonDocument.Parse("""{"keys":{}}""").RootElement));
        Assert.Empty(PublicJwk.ReadSet(JsonDocument.Parse("[]").RootElement));
    }

    [Theory(DisplayName = "RFC 8032 section 7.1: Ed25519")]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_rfc_s_vectors_hold_and_nothing_near_them(string key, string message, string signature)
    {
        var (keyOctets, data, octets) = (Convert.FromHexString(key), Convert.FromHexString(message), Convert.FromHexString(signature));
        Assert.True(Ed25519.Verifies(keyOctets, data, octets));
        Assert.False(Ed25519.Verifies(keyOctets, [.. data, 0], octets));
        foreach (var at in new[] { 0, 31, 32, 63 })
        {
            var changed = octets.ToArray();
            changed[at] ^= 1;
            Assert.False(Ed25519.Verifies(keyOctets, data, changed));
        }
    }

    [Fact(DisplayName = "RFC 8032 section 8.4: no second signature by adding the order")]
    public void A_scalar_beyond_the_order_is_refused()
    {
        var key = Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        var signature = Convert.FromHexString(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        var order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        var carry = 0;
        for (var i = 0; i < 32; i++)
        {
            carry += signature[32 + i] + order[i];
            signature[32 + i] = (byte)carry;
            carry >>= 8;
        }

        Assert.False(Ed25519.Verifies(key, [], signature));
    }
}
