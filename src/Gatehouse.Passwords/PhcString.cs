using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatehouse.Passwords;

/// <summary>
/// An Argon2 digest in the PHC string format: <c>$argon2id$v=19$m=65536,t=2,p=1$salt$hash</c>. Without <c>v</c> the version is
/// 0x10; <c>keyid</c> and <c>data</c> may follow <c>p</c>. A key id is carried along, but no secret key belongs to it here.
/// </summary>
internal sealed record PhcString(
    Argon2Variant Variant, int Version, Argon2Cost Cost, string? KeyId, byte[] AssociatedData, byte[] Salt, byte[] Hash)
{
    // The reference program demands the same least lengths; the most are far above anything in use.
    private const int ShortestSalt = 8;
    private const int ShortestHash = 4;
    private const int LongestField = 1024;

    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    public static PhcString? TryParse(string text)
    {
        // "" / identifier / [version /] parameters / salt / hash
        var fields = text.Split('$');
        if (fields.Length is not (5 or 6) || fields[0].Length != 0)
            return null;

        var variant = fields[1] switch
        {
            "argon2d" => Argon2Variant.Argon2d,
            "argon2i" => Argon2Variant.Argon2i,
            "argon2id" => Argon2Variant.Argon2id,
            _ => (Argon2Variant?)null,
        };
        var version = fields.Length == 5 ? Argon2.Version10 : ParseNumber(fields[2], "v=");
        if (variant is null || version is not (Argon2.Version10 or Argon2.Version13))
            return null;

        var parameters = fields[^3].Split(',');
        if (parameters.Length < 3
            || ParseNumber(parameters[0], "m=") is not { } memoryKiB
            || ParseNumber(parameters[1], "t=") is not { } iterations
            || ParseNumber(parameters[2], "p=") is not { } parallelism
            || Argon2Cost.TryCreate(memoryKiB, iterations, parallelism) is not { } cost)
        {
            return null;
        }

        var next = 3;
        string? keyId = null;
        byte[]? data = [];
        if (next < parameters.Length && parameters[next].StartsWith("keyid=", StringComparison.Ordinal))
        {
            keyId = parameters[next++]["keyid=".Length..];
            if (ParseBase64(keyId) is null)
                return null;
        }

        if (next < parameters.Length && parameters[next].StartsWith("data=", StringComparison.Ordinal))
            data = ParseBase64(parameters[next++]["data=".Length..]);

        return next == parameters.Length && data is not null
            && ParseBase64(fields[^2]) is { Length: >= ShortestSalt } salt
            && ParseBase64(fields[^1]) is { Length: >= ShortestHash } hash
            ? new(variant.Value, version.Value, cost, keyId, data, salt, hash)
            : null;
    }

    public string Format()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"${Variant.ToString().ToLowerInvariant()}$v={Version}");
        text.Append(CultureInfo.InvariantCulture, $"$m={Cost.MemoryKiB},t={Cost.Iterations},p={Cost.Parallelism}");
        if (KeyId is not null)
            text.Append(CultureInfo.InvariantCulture, $",keyid={KeyId}");
        if (AssociatedData.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $",data={FormatBase64(AssociatedData)}");
        return text.Append(CultureInfo.InvariantCulture, $"${FormatBase64(Salt)}${FormatBase64(Hash)}").ToString();
    }

    public override string ToString() => $"{Variant} (digest withheld)";

    /// <summary>A decimal number without sign or leading zeros, as PHC strings write them.</summary>
    private static int? ParseNumber(string field, string name) =>
        field.StartsWith(name, StringComparison.Ordinal)
        && int.TryParse(field.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && (field[name.Length] != '0' || field.Length == name.Length + 1)
            ? number
            : null;

    /// <summary>Base64 without padding. The framework's decoder also takes white space and stray bits, so both are refused here.</summary>
    private static byte[]? ParseBase64(string text)
    {
        if (text.Length % 4 == 1 || text.Length > LongestField || text.AsSpan().ContainsAnyExcept(Base64Characters))
            return null;
        var bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        return FormatBase64(bytes) == text ? bytes : null;
    }

    private static string FormatBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
