using System.Security.Cryptography;

namespace Gatehouse.Passwords;

/// <summary>The variable-length hash function H' (RFC 9106 section 3.3).</summary>
internal static class VariableLengthHash
{
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> output)
    {
        var direct = output.Length <= Blake2b.MostDigestBytes;
        Span<byte> v = stackalloc byte[Blake2b.MostDigestBytes];
        var blake = new Blake2b(direct ? output.Length : v.Length);
        blake.AppendInt32(output.Length);
        blake.Append(message);
        if (direct)
        {
            blake.Finish(output);
            return;
        }

        // V_1 … V_r give their first 32 bytes each, the last V all that is still missing (33 to 64 bytes).
        blake.Finish(v);
        var rest = output;
        while (rest.Length > Blake2b.MostDigestBytes)
        {
            v[..32].CopyTo(rest);
            rest = rest[32..];
            Blake2b.Hash(v, rest.Length > Blake2b.MostDigestBytes ? v : v[..rest.Length]);
        }

        v[..rest.Length].CopyTo(rest);
        CryptographicOperations.ZeroMemory(v);
    }
}
