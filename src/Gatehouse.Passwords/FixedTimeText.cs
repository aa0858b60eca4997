using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>Compares texts in a time that depends on their lengths only.</summary>
internal static class FixedTimeText
{
    public static bool Equals(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left.AsSpan()), MemoryMarshal.AsBytes(right.AsSpan()));
}
