using FsCheck;
using FsCheck.Fluent;

namespace Gatehouse.Passwords.Tests;

/// <summary>Whatever stands in the database or in an import, nothing throws.</summary>
public sealed class MalformedDigestTests
{
    private static readonly (PasswordAlgorithm Algorithm, string Digest)[] Valid =
    [
        (PasswordAlgorithm.Argon2id, PasswordHashing.Hash("password", new byte[16], new(8, 1, 1)).Digest),
        (PasswordAlgorithm.Argon2i, "$argon2i$v=19$m=8,t=1,p=1,keyid=a2V5,data=ZGF0YQ$c29tZXNhbHQ$PL01amPyeUuxG7H0vIr5X+qHkZvWnHmG"),
        (PasswordAlgorithm.Argon2d, "$argon2d$m=16,t=1,p=2$c29tZXNhbHQ$PL01amPyeUuxG7H0vIr5X+qHkZvWnHmGBGXFYvh8z2E"),
        (PasswordAlgorithm.Bcrypt, "$2b$04$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu"),
        (PasswordAlgorithm.MD5, "a7b24db4c310297b6ec7dc7d7b1692d2"),
        (PasswordAlgorithm.SHA1, "05a994c1de013a5fb58c0b6ef7bc35eb9c80ffc8"),
        (PasswordAlgorithm.SHA256, "a2dbfb5bb2dac6b21bd69d96462d7ace438b75d5cd7db0822694bf8d16cd3b33"),
        (PasswordAlgorithm.Legacy, """["sha256",["pre","@"],"a2dbfb5bb2dac6b21bd69d96462d7ace"]"""),
        (PasswordAlgorithm.Legacy, """["pbkdf2",["hex:00ff","10","32","sha256","@"],"632c2812e46d4604"]"""),
        (PasswordAlgorithm.Legacy, """["firebase-scrypt",["c2FsdA==","c2lnbmVy","Bw==","1","2","@"],"5KVjrii1"]"""),
    ];

    [Fact]
    public void Arbitrary_text_never_throws() =>
        Prop.ForAll<PasswordAlgorithm, string>((algorithm, text) => AssertNothingThrows(algorithm, text ?? ""))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Mutated_digest_never_throws()
    {
        var mutations =
            from valid in Gen.Elements(Valid)
            from position in Gen.Choose(0, valid.Digest.Length - 1)
            from removed in Gen.Choose(0, 2)
            from inserted in Gen.Elements("", "0", "9", "$", ",", "=", "@", "\"", "[", "\\", "A", "é", "\0", "\ud800", " ", "-")
            select (valid.Algorithm, Digest: Mutate(valid.Digest, position, removed, inserted));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(mutations.ToArbitrary(), mutation => AssertNothingThrows(mutation.Algorithm, mutation.Digest)));
    }

    private static string Mutate(string digest, int position, int removed, string inserted) =>
        digest[..position] + inserted + digest[Math.Min(position + removed, digest.Length)..];

    private static void AssertNothingThrows(PasswordAlgorithm algorithm, string digest)
    {
        var problem = PasswordHashing.Check(algorithm, digest);
        var matches = PasswordHashing.Verify("a password of this test", new(algorithm, digest));

        Assert.False(matches);
        Assert.True(problem == DigestProblem.None || PasswordHashing.NeedsRehash(new(algorithm, digest), Argon2Cost.Default));
    }
}
