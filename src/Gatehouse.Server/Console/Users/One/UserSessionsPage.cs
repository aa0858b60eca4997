using System.Text.Json;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>GET and POST /console/{tenant}/users/{userId}/sessions: where the user is signed in, and what applications may do; one or all are ended.</summary>
internal sealed class UserSessionsPage : IConsolePage
{
    public const string Tab = "/sessions";
    public const string End = "end", EndAll = "end-all", Revoke = "revoke", RevokeAll = "revoke-all";
    public const string Id = "id";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var action = visit.Form["action"];
        var path = OneUser.ApiPath(visit);
        IReadOnlyList<string> ids = action switch
        {
            EndAll => [.. (await visit.Api.ReadAsync<SessionList>(path + "/sessions")).Sessions.Select(session => session.Payload.Uid)],
            RevokeAll => [.. (await visit.Api.ReadAsync<GrantList>(path + "/grants")).Grants.Select(grant => grant.Id)],
            _ => [visit.Form[Id]],
        };
        var isSession = action is End or EndAll;
        foreach (var id in ids)
        {
            // What was granted to applications of the same house ends with the session: else their refresh tokens would go on.
            var answer = await visit.Api.DeleteAsync(isSession ? $"{path}/sessions/{Uri.EscapeDataString(id)}?revokeGrantsTarget=firstParty" : $"{path}/grants/{Uri.EscapeDataString(id)}");
            // Whoever signed out meanwhile has what was wanted.
            if (answer.IsGood || (answer.Status == StatusCodes.Status404NotFound && ids.Count > 1)) continue;
            await ShowAsync(visit, answer.Problem);
            return;
        }

        visit.Done(OneUser.Path(visit, Tab), action switch { End => "session_ended", EndAll => "sessions_ended", RevokeAll => "grants_revoked", _ => "grant_revoked" });
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var sessions = await visit.Api.ReadAsync<SessionList>(OneUser.ApiPath(visit) + "/sessions");
        var grants = visit.Frame.May("GET", "/users/{userId}/grants") ? (await visit.Api.ReadAsync<GrantList>(OneUser.ApiPath(visit) + "/grants")).Grants : [];
        var user = await OneUser.ReadAsync(visit);
        await visit.ShowAsync<UserSessionsView, UserSessionsModel>(user.Shown, new UserSessionsModel(user, sessions.Sessions, grants, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

internal sealed record UserSessionsModel(ConsoleUser User, IReadOnlyList<ShownSession> Sessions, IReadOnlyList<ShownGrant> Grants, ApiProblem? Problem)
{
    /// <summary>The name where a grant tells it, else the id.</summary>
    public string ApplicationName(string id) => Grants.FirstOrDefault(grant => grant.Application.Id == id)?.Application.Name ?? id;
}

/// <summary>As the API shows them (contract/management-api.md 2.17).</summary>
internal sealed record SessionList(IReadOnlyList<ShownSession> Sessions);

internal sealed record ShownSession(SessionPayload Payload, JsonElement? LastSubmission, string? ClientId, long ExpiresAt)
{
    public string? Ip => Context("ip");

    public string? UserAgent => Context("userAgent");

    /// <summary>City and country, as far as the proxy in front says.</summary>
    public string Place => string.Join(", ", new[] { Context("city"), Context("country") }.Where(part => !string.IsNullOrEmpty(part)));

    private string? Context(string name) =>
        LastSubmission is { ValueKind: JsonValueKind.Object } submission && submission.TryGetProperty("signInContext", out var context) && context.ValueKind == JsonValueKind.Object
        && context.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}

/// <param name="LoginTs">Seconds since 1970.</param>
/// <param name="Authorizations">By the application's id.</param>
internal sealed record SessionPayload(string Uid, long LoginTs, IReadOnlyDictionary<string, JsonElement> Authorizations);

internal sealed record GrantList(IReadOnlyList<ShownGrant> Grants);

internal sealed record ShownGrant(string Id, GrantPayload Payload, long ExpiresAt, GrantedApplication Application);

/// <param name="Iat">Seconds since 1970.</param>
internal sealed record GrantPayload(long Iat, GrantedScope Openid, IReadOnlyDictionary<string, string>? Resources)
{
    /// <summary>Of all resources together.</summary>
    public IEnumerable<string> Scopes => new[] { Openid.Scope }.Concat(Resources?.Values ?? []).SelectMany(scopes => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct();
}

internal sealed record GrantedScope(string Scope);

internal sealed record GrantedApplication(string Id, string Name);
