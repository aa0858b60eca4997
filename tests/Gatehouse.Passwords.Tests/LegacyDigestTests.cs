using System.Text.Json;

namespace Gatehouse.Passwords.Tests;

/// <summary>
/// Contract, section 2.5: the wire format of passwordAlgorithm "Legacy". Expected hashes come from Python's hashlib and OpenSSL; the
/// first firebase-scrypt digest is the sample that Firebase publishes.
/// </summary>
public sealed class LegacyDigestTests
{
    private const string FirebaseSignerKey = "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";
    private const string Sha256Key = "632c2812e46d4604102ba7618e9d6d7d2f8128f6266b4a03264d2a0460b7dcb3";

    [Theory]
    [InlineData("md5", "74e2bb34da98164a62edc6aabf110051")]
    [InlineData("sha1", "70f53fec7446fffa8b5a3c9ad0d19efa53c791b3")]
    [InlineData("sha256", "f77dcbafefa214cee42032026c859523ef6db7eff44bd58c58e1ba2c1da367c9")]
    [InlineData("sha384", "110db9616f0886c82ff4df6f477837bab457c35f7d339287358cca75390d61c64e601f0fe5ab5357f5cc7dc1d2bb3cdd")]
    [InlineData("sha512", "ff19cf42445a523d552ee87ffbea0e9deb6eed85423a3e4e6688cd240e21b3584421ad6a9cb1f064c15af6fad944a50d62583f6f4e729e921018d3bd62de30dc")]
    [InlineData("SHA256", "f77dcbafefa214cee42032026c859523ef6db7eff44bd58c58e1ba2c1da367c9")]
    public void Named_digest_hashes_the_arguments_one_after_the_other(string algorithm, string expected)
    {
        AssertMatches("correct horse ü", Legacy(algorithm, ["pre", "@", "post", "@"], expected));
        AssertDiffers("correct horse ü", Legacy(algorithm, ["pre", "@", "post", "@"], expected.ToUpperInvariant()));
        AssertDiffers("correct horse ü", Legacy(algorithm, ["pre", "@", "post", "@", "more"], expected));
    }

    [Theory]
    [InlineData("sha3-256", "5bbcebb081e2edd00b488bd3559290101e32b2b50eb6d876b0ad832c3583d229")]
    [InlineData("sha3-384", "b597d545884dd44237c58db0b11aabba0c1b0a25cc5fa63996d0c1270aa89a23059b3311dc92018b2cffd2c0633edbd8")]
    [InlineData("sha3-512", "61dceb64fb7d5832c3f4e8b5b59ec3276b94bcac451d2300b7ae95dbee24b1b25f5845ad319508f16b9588aa70aca0278c78324d94c1f57243fd6ac128e84cb3")]
    public void Sha3_is_known_where_the_system_has_it(string algorithm, string expected)
    {
        Require.That(System.Security.Cryptography.SHA3_256.IsSupported, "This system's OpenSSL has no SHA-3.");

        AssertMatches("correct horse ü", Legacy(algorithm, ["pre", "@", "post", "@"], expected));
    }

    [Theory]
    [InlineData("sha1", "6e88be8bad7eae9d9e10aa061224034fed48d03fcbad968b56006784539d5214")]
    [InlineData("sha256", Sha256Key)]
    [InlineData("sha384", "3bd37e2236941d4a77b1b5b714c6f913fabb6b0841a6d7d8656b99d611e900fe")]
    [InlineData("sha512", "afe6c5530785b6cc6b1c6453384731bd5ee432ee549fd42fb6695779ad8a1c5b")]
    public void Pbkdf2_takes_salt_iterations_key_length_and_digest_by_position(string digest, string expected)
    {
        AssertMatches("password", Legacy("pbkdf2", ["salt", "1000", "32", digest, "@"], expected));
        AssertMatches("password", Legacy("pbkdf2Sync", ["salt", "1000", "32", digest, "@"], expected));
        AssertDiffers("Password", Legacy("pbkdf2", ["salt", "1000", "32", digest, "@"], expected));
        AssertDiffers("password", Legacy("pbkdf2", ["salt", "1000", "32", digest, "@"], expected.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("hex:00ff10a0")]
    [InlineData("hex:00FF10A0")]
    public void Pbkdf2_salt_in_hex_means_bytes(string salt) =>
        AssertMatches(
            "password",
            Legacy("pbkdf2", [salt, "1000", "32", "sha256", "@"], "fc88941677ce3a22261b137d8dc3763522ef01ca893004c31cce12d59d793002"));

    [Theory]
    [InlineData("hex:0", "1000", "32")]
    [InlineData("hex:0g", "1000", "32")]
    [InlineData("hex:00 1", "1000", "32")]
    [InlineData("salt", "0", "32")]
    [InlineData("salt", "-1", "32")]
    [InlineData("salt", "1e3", "32")]
    [InlineData("salt", "", "32")]
    [InlineData("salt", "10000001", "32")]
    [InlineData("salt", "99999999999999", "32")]
    [InlineData("salt", "1000", "0")]
    [InlineData("salt", "1000", "x")]
    [InlineData("salt", "1000", "1025")]
    public void Pbkdf2_with_a_bad_salt_or_number_is_malformed(string salt, string iterations, string keyLength) =>
        AssertRefused(DigestProblem.InvalidFormat, Legacy("pbkdf2", [salt, iterations, keyLength, "sha256", "@"], Sha256Key));

    [Fact]
    public void Pbkdf2_with_the_placeholder_in_front_is_malformed() =>
        AssertRefused(DigestProblem.InvalidFormat, Legacy("pbkdf2", ["@", "salt", "1000", "32", "sha256"], Sha256Key));

    [Theory]
    [InlineData("pbkdf2", "salt", "1000", "32", "whirlpool", "@")]
    [InlineData("pbkdf2", "salt", "1000", "32", "md5", "@")]
    [InlineData("whirlpool", "@")]
    [InlineData("sha224", "@")]
    [InlineData("", "@")]
    public void Unknown_digest_is_unsupported(string algorithm, params string[] arguments) =>
        AssertRefused(DigestProblem.UnsupportedAlgorithm, Legacy(algorithm, arguments, "00"));

    [Fact]
    public void Firebase_scrypt_matches_the_published_sample()
    {
        string[] arguments = ["42xEC+ixf3L2lw==", FirebaseSignerKey, "Bw==", "8", "14", "@"];
        var expected = "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==";

        AssertMatches("user1password", Legacy("firebase-scrypt", arguments, expected));
        AssertDiffers("user2password", Legacy("firebase-scrypt", arguments, expected));
    }

    [Theory]
    [InlineData("c2FsdA==", "+/+/+/+/+/+/+/+/+/+/+/+/+/8=")]
    [InlineData("c2FsdA", "-_-_-_-_-_-_-_-_-_-_-_-_-_8")]
    public void Firebase_scrypt_takes_both_base64_alphabets(string salt, string signerKey)
    {
        AssertMatches("pässword", Legacy("firebase-scrypt", [salt, signerKey, "Bw==", "4", "10", "@"], "5KVjrii1+FoXRVjtHA+LYy2/1R0="));
        AssertDiffers("pässword", Legacy("firebase-scrypt", [salt, signerKey, "Bw==", "4", "10", "@"], "5KVjrii1-FoXRVjtHA-LYy2_1R0="));
    }

    [Theory]
    [InlineData("not base64!", "c2lnbmVy", "Bw==", "8", "10")]
    [InlineData("c2FsdA==", "", "Bw==", "8", "10")]
    [InlineData("c2FsdA==", "c2lnbmVy", "B", "8", "10")]
    [InlineData("c2FsdA==", "c2lnbmVy", "Bw==", "0", "10")]
    [InlineData("c2FsdA==", "c2lnbmVy", "Bw==", "8", "0")]
    [InlineData("c2FsdA==", "c2lnbmVy", "Bw==", "8", "19")]
    [InlineData("c2FsdA==", "c2lnbmVy", "Bw==", "8", "64")]
    [InlineData("c2FsdA==", "c2lnbmVy", "Bw==", "x", "10")]
    public void Firebase_scrypt_that_is_malformed_or_too_costly_is_refused(
        string salt, string signerKey, string separator, string rounds, string memoryCost) =>
        AssertRefused(
            DigestProblem.InvalidFormat, Legacy("firebase-scrypt", [salt, signerKey, separator, rounds, memoryCost, "@"], "AAAA"));

    [Theory]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""["sha256",["@"]]""")]
    [InlineData("""["sha256",["@"],"00","more"]""")]
    [InlineData("""["sha256","@","00"]""")]
    [InlineData("""["sha256",[],"00"]""")]
    [InlineData("""["sha256",["@@"],"00"]""")]
    [InlineData("""["sha256",["@",1],"00"]""")]
    [InlineData("""["sha256",["@"],null]""")]
    [InlineData("""[1,["@"],"00"]""")]
    [InlineData("""["sha256",["@"],"00"],""")]
    [InlineData("""["pbkdf2",["salt","1000","@"],"00"]""")]
    [InlineData("""["firebase-scrypt",["@"],"00"]""")]
    [InlineData("""["sha256",["@","\ud800"],"00"]""")]
    public void Other_shapes_are_malformed(string digest) => AssertRefused(DigestProblem.InvalidFormat, digest);

    [Fact]
    public void Text_with_a_lone_surrogate_is_malformed() =>
        AssertRefused(DigestProblem.InvalidFormat, "[\"sha256\",[\"@\",\"\ud800\"],\"00\"]");

    private static string Legacy(string algorithm, string[] arguments, string expected) =>
        JsonSerializer.Serialize(new object[] { algorithm, arguments, expected });

    private static void AssertMatches(string password, string digest)
    {
        Assert.Equal(DigestProblem.None, PasswordHashing.Check(PasswordAlgorithm.Legacy, digest));
        Assert.True(PasswordHashing.Verify(password, new(PasswordAlgorithm.Legacy, digest)));
    }

    private static void AssertDiffers(string password, string digest)
    {
        Assert.Equal(DigestProblem.None, PasswordHashing.Check(PasswordAlgorithm.Legacy, digest));
        Assert.False(PasswordHashing.Verify(password, new(PasswordAlgorithm.Legacy, digest)));
    }

    private static void AssertRefused(DigestProblem problem, string digest)
    {
        Assert.Equal(problem, PasswordHashing.Check(PasswordAlgorithm.Legacy, digest));
        Assert.False(PasswordHashing.Verify("password", new(PasswordAlgorithm.Legacy, digest)));
    }
}
