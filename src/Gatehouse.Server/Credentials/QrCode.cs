using QRCoder;

namespace Gatehouse.Server.Credentials;

/// <summary>A text as a picture that a phone can read.</summary>
internal static class QrCode
{
    private const int PixelsOfModule = 8;

    /// <summary>A PNG in a <c>data:</c> URL (RFC 2397).</summary>
    public static string DataUrl(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(PixelsOfModule));
    }
}
