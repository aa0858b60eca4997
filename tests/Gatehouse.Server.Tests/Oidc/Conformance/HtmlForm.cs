using System.Net;
using System.Text.RegularExpressions;

namespace Gatehouse.Server.Tests.Oidc.Conformance;

/// <summary>The form of a page that posts itself.</summary>
internal static partial class HtmlForm
{
    public static Dictionary<string, string> Fields(string html) => Field().Matches(html)
        .ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));

    public static string Action(string html) => WebUtility.HtmlDecode(FormAction().Match(html).Groups[1].Value);

    [GeneratedRegex("<input [^>]*name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("<form [^>]*action=\"([^\"]*)\"")]
    private static partial Regex FormAction();
}
