namespace Gatehouse.Passwords.Tests;

/// <summary>Unsalted digests in lower-case hex; the values come from Python's hashlib.</summary>
public sealed class HexDigestTests
{
    [Theory]
    [InlineData(PasswordAlgorithm.MD5, "a7b24db4c310297b6ec7dc7d7b1692d2")]
    [InlineData(PasswordAlgorithm.SHA1, "05a994c1de013a5fb58c0b6ef7bc35eb9c80ffc8")]
    [InlineData(PasswordAlgorithm.SHA256, "a2dbfb5bb2dac6b21bd69d96462d7ace438b75d5cd7db0822694bf8d16cd3b33")]
    public void Lower_case_matches_and_upper_case_never_does(PasswordAlgorithm algorithm, string digest)
    {
        Assert.Equal(DigestProblem.None, PasswordHashing.Check(algorithm, digest));
        Assert.True(PasswordHashing.Verify("correct horse ü", new(algorithm, digest)));
        Assert.False(PasswordHashing.Verify("correct horse u", new(algorithm, digest)));

        Assert.Equal(DigestProblem.InvalidFormat, PasswordHashing.Check(algorithm, digest.ToUpperInvariant()));
        Assert.False(PasswordHashing.Verify("correct horse ü", new(algorithm, digest.ToUpperInvariant())));
    }

    [Theory]
    [InlineData(PasswordAlgorithm.MD5, "05a994c1de013a5fb58c0b6ef7bc35eb9c80ffc8")]
    [InlineData(PasswordAlgorithm.SHA1, "05a994c1de013a5fb58c0b6ef7bc35eb9c80ffc")]
    [InlineData(PasswordAlgorithm.SHA256, "g2dbfb5bb2dac6b21bd69d96462d7ace438b75d5cd7db0822694bf8d16cd3b33")]
    [InlineData(PasswordAlgorithm.SHA256, "")]
    public void Wrong_length_or_characters_are_refused(PasswordAlgorithm algorithm, string digest) =>
        Assert.Equal(DigestProblem.InvalidFormat, PasswordHashing.Check(algorithm, digest));
}
