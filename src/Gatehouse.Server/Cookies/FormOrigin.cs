namespace Gatehouse.Server.Cookies;

/// <summary>What browsers say themselves of where a form comes from (Fetch Metadata; RFC 6454 section 7), where they say it.</summary>
internal static class FormOrigin
{
    /// <param name="origin">Of the endpoint that the form is sent to.</param>
    public static bool IsFromHere(HttpRequest request, string origin)
    {
        var (site, sender) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        return site is "" or "same-origin" && (sender.Length == 0 || sender == origin);
    }
}
