using System.Security.Cryptography;

namespace Gatehouse.Server.Console.Users;

/// <summary>A password that somebody passes on and that is changed at the first sign-in: 16 letters and digits without those that look alike, 92 random bits.</summary>
internal static class TemporaryPassword
{
    public static string New() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16);
}
