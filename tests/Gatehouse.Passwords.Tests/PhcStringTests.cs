using FsCheck;
using FsCheck.Fluent;

namespace Gatehouse.Passwords.Tests;

/// <summary>The PHC string format of Argon2 digests.</summary>
public sealed class PhcStringTests
{
    private const string Salt = "c29tZXNhbHQ";
    private const string Tag = "PL01amPyeUuxG7H0vIr5X+qHkZvWnHmGBGXFYvh8z2E";

    [Fact]
    public void What_is_formatted_parses_to_the_same()
    {
        var bytes = Gen.Choose(0, 255).Select(number => (byte)number);
        var strings =
            from variant in Gen.Elements(Argon2Variant.Argon2d, Argon2Variant.Argon2i, Argon2Variant.Argon2id)
            from version in Gen.Elements(0x10, 0x13)
            from parallelism in Gen.Choose(1, 64)
            from memoryKiB in Gen.Choose(8 * parallelism, 1024 * 1024)
            from iterations in Gen.Choose(1, 64)
            from keyId in Gen.Elements(null, "c29tZQ")
            from dataLength in Gen.Choose(0, 32)
            from data in bytes.ArrayOf(dataLength)
            from saltLength in Gen.Choose(8, 64)
            from salt in bytes.ArrayOf(saltLength)
            from tagLength in Gen.Choose(4, 128)
            from tag in bytes.ArrayOf(tagLength)
            select new PhcString(variant, version, new(memoryKiB, iterations, parallelism), keyId, data, salt, tag);

        Prop.ForAll(
            strings.ToArbitrary(),
            phc =>
            {
                var parsed = PhcString.TryParse(phc.Format());
                Assert.NotNull(parsed);
                Assert.Equal(
                    (phc.Variant, phc.Version, phc.Cost, phc.KeyId), (parsed.Variant, parsed.Version, parsed.Cost, parsed.KeyId));
                Assert.Equal(phc.AssociatedData, parsed.AssociatedData);
                Assert.Equal(phc.Salt, parsed.Salt);
                Assert.Equal(phc.Hash, parsed.Hash);
                Assert.Equal(phc.Format(), parsed.Format());
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1${Salt}${Tag}", 0x13)]
    [InlineData($"$argon2id$v=16$m=19456,t=2,p=1${Salt}${Tag}", 0x10)]
    [InlineData($"$argon2id$m=19456,t=2,p=1${Salt}${Tag}", 0x10)]
    public void Missing_version_means_0x10(string text, int version) => Assert.Equal(version, PhcString.TryParse(text)?.Version);

    [Theory]
    [InlineData("keyid=a2V5")]
    [InlineData("data=ZGF0YQ")]
    [InlineData("keyid=a2V5,data=ZGF0YQ")]
    public void Key_id_and_data_may_follow_the_cost(string parameters) =>
        Assert.NotNull(PhcString.TryParse($"$argon2id$v=19$m=19456,t=2,p=1,{parameters}${Salt}${Tag}"));

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData($"argon2id$v=19$m=19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2$v=19$m=19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$Argon2id$v=19$m=19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=18$m=19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=019$m=19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$t=2,m=19456,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=+19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m= 19456,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=99999999999,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=1048577,t=2,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=65,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=0,p=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=65${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=0${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=15,t=2,p=2${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1,x=1${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1,data=ZGF0YQ,keyid=a2V5${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1,keyid=*${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1,data=*${Salt}${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1$c2hvcnQ${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1${Salt}$AAAA")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1${Salt}=${Tag}=")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1${Salt} ${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHR${Tag}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=1${Salt}${Tag}$")]
    public void Other_texts_are_refused(string text)
    {
        Assert.Null(PhcString.TryParse(text));
        Assert.Equal(DigestProblem.InvalidFormat, PasswordHashing.Check(PasswordAlgorithm.Argon2id, text));
        Assert.False(PasswordHashing.Verify("password", new(PasswordAlgorithm.Argon2id, text)));
    }
}
