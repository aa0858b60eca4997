using System.Text;

namespace Gatehouse.Passwords.Tests;

/// <summary>RFC 7693: appendix A, and digests of Python's hashlib.blake2b.</summary>
public sealed class Rfc7693Blake2bTests
{
    [Theory]
    [InlineData("abc", 1, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData("a", 1, "de")]
    [InlineData("a", 127, "202dc3632e9c720602f415b06b39ef0aa9ef26ab")]
    [InlineData("a", 128, "fc6c71f688f43ea7d60817478808f3cac753e61571865c95adbc2d9122c943a76b92c2cb1047ef3fe7bf6e436ec1d0a99a9e5b216780bf7fed9d7ca91d3a8f3b")]
    [InlineData("a", 129, "2f64744a6de0d2c0b56e64cf6e29a5aaa255010d415d51c75ccc82f73dccd865")]
    [InlineData("ab", 128, "c3adff6293c6678c57646e6b94ae070df77167f31740c0fc626951b20af7e7f52bb20fa931780f26dbcebdf280f151471ae0e831761eb7f132230a45a6e99c6f")]
    [InlineData("xyz", 1000, "00221cfd1ab6e4a8d6063b02e6c23861ec07e50cb5d700a603742c98639492dbc9f1ab867253408eea3b776d795ec02e")]
    [InlineData("", 1, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    public void Digest_is_the_published_one(string text, int repeated, string digest)
    {
        var message = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, repeated)));
        var actual = new byte[digest.Length / 2];

        Blake2b.Hash(message, actual);

        Assert.Equal(digest, Convert.ToHexStringLower(actual));
    }

    [Fact]
    public void Digest_does_not_depend_on_how_the_message_is_cut()
    {
        var message = Enumerable.Range(0, 400).Select(i => (byte)i).ToArray();
        Span<byte> whole = stackalloc byte[64];
        Span<byte> pieces = stackalloc byte[64];
        Blake2b.Hash(message, whole);

        for (var cut = 0; cut <= message.Length; cut++)
        {
            var blake = new Blake2b(64);
            blake.Append(message.AsSpan(0, cut));
            blake.Append(message.AsSpan(cut));
            blake.Finish(pieces);
            Assert.True(whole.SequenceEqual(pieces), $"cut at {cut}");
        }
    }

    [Fact]
    public void Digest_longer_than_64_bytes_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Blake2b.Hash("abc"u8, new byte[65]));
}
