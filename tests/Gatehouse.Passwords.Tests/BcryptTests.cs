namespace Gatehouse.Passwords.Tests;

/// <summary>bcrypt beside libxcrypt (crypt(3) on Debian), whose output these digests are.</summary>
public sealed class BcryptTests
{
    [Theory]
    [InlineData("password", "$2a$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("password", "$2b$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("password", "$2x$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("password", "$2y$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("", "$2b$05$abcdefghijklmnopqrstuu0oImNDIy4flhldV9YqunRgBAePKmw7m")]
    [InlineData("~!@#$%^&*()      ~!@#$%^&*()PNBFRD", "$2b$05$abcdefghijklmnopqrstuuy9VA5j6VyGyrwbnaAyhpI0Lcjzvilbm")]
    [InlineData("pässwörd ☃ 🗝", "$2a$05$abcdefghijklmnopqrstuurWdVe8Ol3QCFS2XztBcncwajini1UDq")]
    [InlineData("pässwörd ☃ 🗝", "$2y$05$abcdefghijklmnopqrstuurWdVe8Ol3QCFS2XztBcncwajini1UDq")]
    public void Password_matches_the_digest_of_libxcrypt(string password, string digest)
    {
        Assert.Equal(DigestProblem.None, PasswordHashing.Check(PasswordAlgorithm.Bcrypt, digest));
        Assert.True(PasswordHashing.Verify(password, new(PasswordAlgorithm.Bcrypt, digest)));
        Assert.False(PasswordHashing.Verify(password + "x", new(PasswordAlgorithm.Bcrypt, digest)));
    }

    [Theory]
    [InlineData('x', "$2x$05$abcdefghijklmnopqrstuu/Eex.Jc7G7.ENJ/nnVyj.f1tIgBdkv2", true)]
    [InlineData('y', "$2y$05$abcdefghijklmnopqrstuu/Eex.Jc7G7.ENJ/nnVyj.f1tIgBdkv2", false)]
    public void Version_2x_sign_extends_bytes_and_others_do_not(char version, string digest, bool matches)
    {
        Assert.Equal(version, digest[2]);
        Assert.Equal(matches, PasswordHashing.Verify("pässwörd ☃ 🗝", new(PasswordAlgorithm.Bcrypt, digest)));
    }

    [Theory]
    [InlineData(71, "$2b$05$abcdefghijklmnopqrstuuldF68XqW1jV1pTkp5QRjAP2izYsMp1u")]
    [InlineData(72, "$2b$05$abcdefghijklmnopqrstuuGUnCqbfgs3htOkLrFduUjAyLBw1Rq/u")]
    [InlineData(73, "$2b$05$abcdefghijklmnopqrstuuGUnCqbfgs3htOkLrFduUjAyLBw1Rq/u")]
    [InlineData(500, "$2b$05$abcdefghijklmnopqrstuuGUnCqbfgs3htOkLrFduUjAyLBw1Rq/u")]
    public void Only_the_first_72_bytes_count(int length, string digest) =>
        Assert.True(PasswordHashing.Verify(new string('a', length), new(PasswordAlgorithm.Bcrypt, digest)));

    [Fact]
    public void Zero_byte_does_not_end_the_password() =>
        Assert.False(
            PasswordHashing.Verify(
                "password\0x", new(PasswordAlgorithm.Bcrypt, "$2b$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")));

    [Theory]
    [InlineData("$2b$03$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("$2b$17$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("$2b$31$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("$2c$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("$2$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu")]
    [InlineData("$2b$5$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awuu")]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2aw")]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awuu")]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2aw=")]
    [InlineData("")]
    public void Malformed_or_too_costly_digest_is_refused(string digest)
    {
        Assert.Equal(DigestProblem.InvalidFormat, PasswordHashing.Check(PasswordAlgorithm.Bcrypt, digest));
        Assert.False(PasswordHashing.Verify("password", new(PasswordAlgorithm.Bcrypt, digest)));
    }
}
