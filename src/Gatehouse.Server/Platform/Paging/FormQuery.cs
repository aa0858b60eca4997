using System.Globalization;
using System.Text;

namespace Gatehouse.Server.Platform.Paging;

/// <summary>
/// application/x-www-form-urlencoded as the WHATWG URL standard (section 5.2) writes it; the framework's encoders leave more as it is.
/// </summary>
internal static class FormQuery
{
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            if (text.Length > 0) text.Append('&');
            Append(text, name);
            text.Append('=');
            Append(text, value);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string part)
    {
        foreach (var unit in Encoding.UTF8.GetBytes(part))
        {
            if (unit == ' ') text.Append('+');
            else if (char.IsAsciiLetterOrDigit((char)unit) || (char)unit is '*' or '-' or '.' or '_') text.Append((char)unit);
            else text.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }
    }
}
