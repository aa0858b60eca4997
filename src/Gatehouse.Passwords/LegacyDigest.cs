using System.Text.Json;

namespace Gatehouse.Passwords;

/// <summary>
/// A digest of another system: JSON text <c>["algorithm", ["argument", …], "expected hash"]</c>. One of the arguments must be
/// <c>@</c>, which stands for the password.
/// </summary>
internal static class LegacyDigest
{
    public const string PasswordPlaceholder = "@";

    public static DigestProblem Check(string digest) => Read(digest, out _, out _);

    public static bool Verify(ReadOnlySpan<byte> password, string digest) =>
        Read(digest, out var hash, out var expected) == DigestProblem.None
        && FixedTimeText.Equals(hash!.Compute(password), expected);

    private static DigestProblem Read(string digest, out LegacyHash? hash, out string expected)
    {
        hash = null;
        expected = "";
        if (Parse(digest) is not { } parts || !parts.Arguments.Contains(PasswordPlaceholder))
            return DigestProblem.InvalidFormat;

        expected = parts.Expected;
        return parts.Algorithm switch
        {
            "pbkdf2" or "pbkdf2Sync" => LegacyPbkdf2.Read(parts.Arguments, out hash),
            "firebase-scrypt" => FirebaseScrypt.Read(parts.Arguments, out hash),
            _ => ConcatenationHash.Read(parts.Algorithm, parts.Arguments, out hash),
        };
    }

    private static (string Algorithm, string[] Arguments, string Expected)? Parse(string digest)
    {
        try
        {
            using var json = JsonDocument.Parse(digest);
            return json.RootElement is { ValueKind: JsonValueKind.Array } root && root.GetArrayLength() == 3
                && root[0].ValueKind == JsonValueKind.String
                && root[1].ValueKind == JsonValueKind.Array
                && root[1].EnumerateArray().All(argument => argument.ValueKind == JsonValueKind.String)
                && root[2].ValueKind == JsonValueKind.String
                ? (root[0].GetString()!, [.. root[1].EnumerateArray().Select(argument => argument.GetString()!)], root[2].GetString()!)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, or JSON with lone surrogates: escaped ones (InvalidOperation) or plain ones (Argument).
            return null;
        }
    }
}
