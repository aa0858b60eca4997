namespace Gatehouse.Passwords.Tests;

public sealed class PasswordHashingTests
{
    private static readonly Argon2Cost Cheap = new(32, 1, 1);
    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    [Theory]
    [InlineData("")]
    [InlineData("correct horse")]
    [InlineData("pässwörd ☃ 🗝")]
    [InlineData("with\0zero")]
    public void Hashed_password_verifies_and_another_does_not(string password)
    {
        var stored = PasswordHashing.Hash(password, Salt, Cheap);

        Assert.Equal(PasswordAlgorithm.Argon2id, stored.Algorithm);
        Assert.StartsWith("$argon2id$v=19$m=32,t=1,p=1$AQIDBAUGBwgJCgsMDQ4PEA$", stored.Digest, StringComparison.Ordinal);
        Assert.Equal(DigestProblem.None, PasswordHashing.Check(stored.Algorithm, stored.Digest));
        Assert.True(PasswordHashing.Verify(password, stored));
        Assert.False(PasswordHashing.Verify(password + " ", stored));
    }

    [Fact]
    public void Hash_at_the_usual_cost_is_that_of_the_reference_program()
    {
        // printf %s password | argon2 0123456789abcdef -id -k 19456 -t 2 -p 1 -l 32 -e
        var stored = PasswordHashing.Hash("password", "0123456789abcdef"u8, Argon2Cost.Default);

        Assert.Equal("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$0qsHs573+LgGInzYb7sRqlOTBmqY4X6srNEm6ybpJ20", stored.Digest);
    }

    [Theory]
    [InlineData(PasswordAlgorithm.Argon2i, "$argon2i$v=19$m=32,t=2,p=1$c29tZXNhbHQ$4VT3ebq3TtqOS5ZIn/OLWVZSQZowwWFP+77yJ2NgTgg")]
    [InlineData(PasswordAlgorithm.Argon2d, "$argon2d$v=19$m=32,t=2,p=1$c29tZXNhbHQ$+wESXnCKFmVjVZRFQC5zB61TyLa7dtw8b2ESRcwt3qc")]
    [InlineData(PasswordAlgorithm.Argon2id, "$argon2id$m=32,t=2,p=1$c29tZXNhbHQ$YZeVCSbW/OLMPoPUfNenpu8QTQ/gBcc1Gul/Fwe7oWs")]
    public void Imported_Argon2_digest_verifies(PasswordAlgorithm algorithm, string digest)
    {
        Assert.Equal(DigestProblem.None, PasswordHashing.Check(algorithm, digest));
        Assert.True(PasswordHashing.Verify("password", new(algorithm, digest)));
        Assert.False(PasswordHashing.Verify("passwore", new(algorithm, digest)));
    }

    [Fact]
    public void Digest_of_another_variant_than_declared_is_refused()
    {
        var digest = PasswordHashing.Hash("password", Salt, Cheap).Digest;

        Assert.Equal(DigestProblem.InvalidFormat, PasswordHashing.Check(PasswordAlgorithm.Argon2i, digest));
        Assert.False(PasswordHashing.Verify("password", new(PasswordAlgorithm.Argon2i, digest)));
    }

    [Fact]
    public void Unicode_is_not_normalised() =>
        Assert.False(PasswordHashing.Verify("u\u0308", PasswordHashing.Hash("\u00fc", Salt, Cheap)));

    [Fact]
    public void Lone_surrogate_matches_nothing_and_cannot_be_hashed()
    {
        Assert.False(PasswordHashing.Verify("\ud800", PasswordHashing.Hash("\ufffd", Salt, Cheap)));
        Assert.Throws<ArgumentException>(() => PasswordHashing.Hash("\ud800", Salt, Cheap));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(65)]
    public void Salt_of_unusual_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => PasswordHashing.Hash("password", new byte[length], Cheap));

    [Fact]
    public void Algorithm_that_does_not_exist_matches_nothing()
    {
        Assert.False(PasswordHashing.Verify("password", new((PasswordAlgorithm)99, "")));
        Assert.Equal(DigestProblem.InvalidFormat, PasswordHashing.Check((PasswordAlgorithm)99, ""));
    }

    [Fact]
    public void Hashes_at_once_do_not_disturb_each_other()
    {
        var expected = PasswordHashing.Hash("password", Salt, new(1024, 1, 2));

        Parallel.For(0, 200, i => Assert.Equal(expected, PasswordHashing.Hash("password", Salt, new(1024, 1, 2))));
    }

    [Fact]
    public void Text_form_keeps_the_digest_to_itself()
    {
        var stored = PasswordHashing.Hash("password", Salt, Cheap);

        Assert.Equal("StoredPassword { Algorithm = Argon2id }", stored.ToString());
        Assert.DoesNotContain("$", PhcString.TryParse(stored.Digest)!.ToString(), StringComparison.Ordinal);
    }
}
