using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Protocol.Pkce;

/// <summary>Proof key for code exchange: RFC 7636, <c>S256</c> only (RFC 9700 section 2.1.1; contract oidc.md section 4.4).</summary>
public static class CodeChallenge
{
    /// <summary>The one method.</summary>
    public const string S256 = "S256";

    private const int Shortest = 43;
    private const int Longest = 128;

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>RFC 7636 sections 4.1 and 4.2: 43 to 128 unreserved characters, for verifier and challenge alike.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length is >= Shortest and <= Longest && !text.AsSpan().ContainsAnyExcept(Unreserved);

    /// <summary>RFC 7636 section 4.6.</summary>
    public static bool IsMetBy(string challenge, string verifier) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(verifier)), Encoding.UTF8.GetBytes(challenge));

    /// <summary>RFC 7636 section 4.2: the challenge that belongs to a verifier.</summary>
    public static string Of(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
