using System.Security.Cryptography;

namespace Gatehouse.Server.Credentials;

/// <summary>A generated password that somebody passes on and that is changed at the first sign-in: 20 letters and digits without those that look alike, 116 random bits.</summary>
internal static class TemporaryPassword
{
    public const int Length = 20;

    private const string Characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string New() => RandomNumberGenerator.GetString(Characters, Length);
}
