using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Passwords;

/// <summary>A named digest over the arguments written one after the other, with the password in place of each <c>@</c>; hex.</summary>
internal sealed class ConcatenationHash : LegacyHash
{
    private readonly HashAlgorithmName algorithm;
    private readonly string[] arguments;

    private ConcatenationHash(HashAlgorithmName algorithm, string[] arguments)
    {
        this.algorithm = algorithm;
        this.arguments = arguments;
    }

    public static DigestProblem Read(string algorithm, string[] arguments, out LegacyHash? hash)
    {
        hash = NamedDigest.TryFind(algorithm) is { } name ? new ConcatenationHash(name, arguments) : null;
        return hash is null ? DigestProblem.UnsupportedAlgorithm : DigestProblem.None;
    }

    public override string Compute(ReadOnlySpan<byte> password)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        foreach (var argument in arguments)
        {
            if (argument == LegacyDigest.PasswordPlaceholder)
                hash.AppendData(password);
            else
                hash.AppendData(Encoding.UTF8.GetBytes(argument));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
