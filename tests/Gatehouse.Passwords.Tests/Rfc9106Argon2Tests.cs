namespace Gatehouse.Passwords.Tests;

/// <summary>RFC 9106 section 5: the vectors, with every compression function that this processor can run.</summary>
public sealed class Rfc9106Argon2Tests
{
    public static TheoryData<string, Argon2Variant, string> Vectors()
    {
        var data = new TheoryData<string, Argon2Variant, string>();
        foreach (var compression in Compressions.Supported)
        {
            data.Add(compression, Argon2Variant.Argon2d, "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb");
            data.Add(compression, Argon2Variant.Argon2i, "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8");
            data.Add(compression, Argon2Variant.Argon2id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Section_5_vector(string compression, Argon2Variant variant, string expected)
    {
        var tag = new byte[32];

        Argon2.Derive(
            Compressions.Named(compression), variant, Filled(32, 1), Filled(16, 2), Filled(8, 3), Filled(12, 4),
            new Argon2Cost(32, 3, 4), tag, 0x13);

        Assert.Equal(expected, Convert.ToHexStringLower(tag));
    }

    [Fact]
    public void Section_3_1_tag_of_less_than_4_bytes_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Argon2.Derive(Argon2Variant.Argon2id, default, default, default, default, new Argon2Cost(8, 1, 1), new byte[3]));

    [Fact]
    public void Unknown_version_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Argon2.Derive(Argon2Variant.Argon2id, default, default, default, default, new Argon2Cost(8, 1, 1), new byte[4], 0x12));

    [Fact]
    public void Unknown_variant_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Argon2.Derive((Argon2Variant)3, default, default, default, default, new Argon2Cost(8, 1, 1), new byte[4]));

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
