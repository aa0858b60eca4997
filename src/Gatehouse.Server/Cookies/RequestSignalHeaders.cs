using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Configuration;

namespace Gatehouse.Server.Cookies;

/// <summary>
/// Reads what the proxy in front says of a request's place, and of robots, from the headers that are set for it
/// (contract/experience-api.md 8.5). Headers that no trusted proxy has sent are gone by then.
/// </summary>
internal static class RequestSignalHeaders
{
    private const int Longest = 64;

    /// <summary>Null when nothing is said.</summary>
    public static RequestSignals? Read(HttpContext http)
    {
        var names = http.RequestServices.GetRequiredService<SignalHeaderNames>();
        var signals = new RequestSignals(
            Of(names.Country)?.ToUpperInvariant(), Of(names.City), Of(names.Latitude), Of(names.Longitude), Of(names.BotScore), Of(names.BotVerified));
        return signals == RequestSignals.None ? null : signals;

        // An overlong value is none: nothing of it could be told apart.
        string? Of(string name) => http.Request.Headers[name].ToString().Trim() is { Length: > 0 and <= Longest } value ? value : null;
    }
}
