namespace Gatehouse.Passwords.Tests;

public sealed class NeedsRehashTests
{
    private const string Salt = "AQIDBAUGBwgJCgsMDQ4PEA";
    private const string Tag = "PL01amPyeUuxG7H0vIr5X+qHkZvWnHmGBGXFYvh8z2E";

    [Theory]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=19$m=19456,t=2,p=1${Salt}${Tag}", false)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=19$m=65536,t=3,p=4${Salt}${Tag}", false)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=19$m=19455,t=2,p=1${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=19$m=65536,t=1,p=4${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=16$m=19456,t=2,p=1${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$m=19456,t=2,p=1${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2id, $"$argon2id$v=19$m=19456,t=2,p=1${Salt}$AQIDBAUGBwgJCgsMDQ4PEA", true)]
    [InlineData(PasswordAlgorithm.Argon2id, "not a digest", true)]
    [InlineData(PasswordAlgorithm.Argon2i, $"$argon2i$v=19$m=65536,t=8,p=1${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2d, $"$argon2d$v=19$m=65536,t=8,p=1${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Argon2i, $"$argon2id$v=19$m=19456,t=2,p=1${Salt}${Tag}", true)]
    [InlineData(PasswordAlgorithm.Bcrypt, "$2b$12$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu", true)]
    [InlineData(PasswordAlgorithm.MD5, "a7b24db4c310297b6ec7dc7d7b1692d2", true)]
    [InlineData(PasswordAlgorithm.SHA1, "05a994c1de013a5fb58c0b6ef7bc35eb9c80ffc8", true)]
    [InlineData(PasswordAlgorithm.SHA256, "a2dbfb5bb2dac6b21bd69d96462d7ace438b75d5cd7db0822694bf8d16cd3b33", true)]
    [InlineData(PasswordAlgorithm.Legacy, """["sha256",["@"],"00"]""", true)]
    public void Everything_but_Argon2id_at_the_current_cost_or_more(PasswordAlgorithm algorithm, string digest, bool needed) =>
        Assert.Equal(needed, PasswordHashing.NeedsRehash(new(algorithm, digest), Argon2Cost.Default));

    [Fact]
    public void Fresh_hash_is_good() =>
        Assert.False(PasswordHashing.NeedsRehash(PasswordHashing.Hash("password", new byte[16], new(64, 1, 1)), new(64, 1, 1)));
}
