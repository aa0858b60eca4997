using System.Buffers.Binary;
using System.Text;

namespace Gatehouse.Server.Assets;

/// <summary>What a file is by its first bytes; what its sender calls it counts for nothing (contract/management-misc.md 9).</summary>
internal static class AssetTypes
{
    public const string Svg = "image/svg+xml";
    public const string Zip = "application/zip";
    private const int SvgHead = 1024;

    /// <summary>As the contract lists them; both names of icons mean the same files.</summary>
    public static IReadOnlyList<string> Allowed { get; } =
    [
        "image/jpeg", "image/png", "image/gif", "image/vnd.microsoft.icon", "image/x-icon", Svg, "image/tiff", "image/webp", "image/bmp", Zip,
    ];

    /// <summary>A picture of somebody: what every browser shows and nothing that could hold a script, whole to its last byte; or null.</summary>
    public static string? OfPicture(ReadOnlySpan<byte> content) => Of(content) switch
    {
        "image/jpeg" when content.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]) => "image/jpeg",
        "image/png" when content.EndsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82]) => "image/png",
        "image/gif" when content.EndsWith((ReadOnlySpan<byte>)[0x3B]) => "image/gif",
        "image/bmp" when content.Length >= 26 && BinaryPrimitives.ReadUInt32LittleEndian(content[2..]) == content.Length => "image/bmp",
        "image/webp" when BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) + 8 is var whole && (whole == content.Length || whole + 1 == content.Length) => "image/webp",
        _ => null,
    };

    /// <summary>One of <see cref="Allowed"/>, or null.</summary>
    public static string? Of(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [0x00, 0x00, 0x01, 0x00, ..] => "image/x-icon",
        [(byte)'I', (byte)'I', 0x2A, 0x00, ..] or [(byte)'M', (byte)'M', 0x00, 0x2A, ..] => "image/tiff",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "image/bmp",
        [(byte)'P', (byte)'K', 3, 4, ..] => Zip,
        _ => IsSvg(content) ? Svg : null,
    };

    private static bool IsSvg(ReadOnlySpan<byte> content)
    {
        var head = Encoding.UTF8.GetString(content[..Math.Min(content.Length, SvgHead)]).TrimStart('\uFEFF').TrimStart();
        return head.StartsWith('<') && !head.Contains('\0', StringComparison.Ordinal) && !head.Contains("<html", StringComparison.OrdinalIgnoreCase)
            && head.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }
}
