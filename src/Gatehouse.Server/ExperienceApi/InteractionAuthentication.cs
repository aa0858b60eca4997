using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>Who may use the sign-in API: a browser that holds the cookie of a live interaction (contract/experience-api.md 1, contract/oidc.md 8.1).</summary>
internal static class InteractionAuthentication
{
    private const int LongestAgent = 512;

    /// <returns>An <see cref="InteractionCaller"/>.</returns>
    public static async Task<Checked<ApiPrincipal>> AuthenticateAsync(HttpContext http)
    {
        // Answers hold what the user has told so far.
        http.Response.Headers.CacheControl = "no-store";
        var services = http.RequestServices;
        var snapshot = await services.GetRequiredService<Snapshots>().GetAsync(services.GetRequiredService<CurrentTenant>().Id, http.RequestAborted);
        var applicationId = InteractionCookies.ApplicationOf(http.Request);
        var cookies = new BrowserCookies(snapshot.Get<CookieKeys>());
        var id = cookies.Interaction.Find(http.Request, applicationId);
        var found = await services.GetRequiredService<FindInteraction>().ToReadAsync(id, applicationId, http.RequestAborted);
        return found.TryGet(out var interaction, out var refused) ? new InteractionCaller(interaction.Id, cookies.Session.Read(http.Request), new OneTapCookies(http, cookies.Signed)) : refused;
    }

    /// <summary>Puts browser and interaction into the origin of the changes to come.</summary>
    public static void Accepted(HttpContext http, ApiPath path, ApiOperation operation, ApiCall call)
    {
        var origin = http.RequestServices.GetRequiredService<ChangeOrigin>();
        origin.ActorType = call.Caller.Type;
        origin.ActorId = call.Caller.Id;
        origin.Ip = http.Connection.RemoteIpAddress?.ToString();
        origin.Signals = RequestSignalHeaders.Read(http);
        origin.UserAgent = http.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? Shortened(agent) : null;
    }

    /// <summary>Never between the halves of one character: what is left would be no text any more.</summary>
    private static string Shortened(string agent) =>
        agent.Length <= LongestAgent ? agent : agent[..(char.IsHighSurrogate(agent[LongestAgent - 1]) ? LongestAgent - 1 : LongestAgent)];
}

/// <summary>A browser that holds the cookie of an interaction.</summary>
/// <param name="SessionValue">Of its session cookie, if it has one.</param>
/// <param name="OneTap">What it holds of Google One Tap.</param>
internal sealed record InteractionCaller(string InteractionId, string? SessionValue, OneTapCookies OneTap) : ApiPrincipal("interaction", InteractionId)
{
    public override string ToString() => $"interaction {InteractionId}";
}
