using System.Text.Json;
using Gatehouse.Server.SignInExperience;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/sessions: where the user is signed in, to sign out there, and which applications may use the account.</summary>
internal sealed class SessionsPage : IAccountPage
{
    public const string Path = "/account/sessions";

    private const string Sessions = "/api/my-account/sessions";
    private const string Grants = "/api/my-account/grants";

    public async Task GetAsync(AccountVisit visit)
    {
        visit.NeedProof();
        await ShowAsync(visit, null);
    }

    public async Task PostAsync(AccountVisit visit)
    {
        visit.NeedProof();
        var (session, grant) = (visit.Form["session"], visit.Form["application"]);
        if (grant.Length > 0)
        {
            foreach (var each in (await GrantsAsync(visit)).Where(each => each.Application.Id == grant)) await visit.Api.DeleteAsync($"{Grants}/{Uri.EscapeDataString(each.Id)}");
            visit.Done(Path, "grant");
        }
        else if (session == "others")
        {
            foreach (var each in (await SessionsAsync(visit)).Where(each => !each.IsCurrent)) await EndAsync(visit, each.Payload.Uid);
            visit.Done(Path, "sessions");
        }
        else if ((await EndAsync(visit, session)) is { IsGood: false } refused)
        {
            await ShowAsync(visit, visit.ProblemOf(refused));
        }
        else
        {
            visit.Done(Path, "session");
        }
    }

    public static async Task<IReadOnlyList<ShownSession>> SessionsAsync(AccountVisit visit) => (await visit.Api.GetAsync(Sessions)).OrThrow().Read<SessionList>().Sessions;

    /// <summary>With what was granted to our own applications in it: whoever sits there is out of them as well.</summary>
    private static Task<Components.ApiAnswer> EndAsync(AccountVisit visit, string id) => visit.Api.DeleteAsync($"{Sessions}/{Uri.EscapeDataString(id)}?revokeGrantsTarget=firstParty");

    private static async Task<IReadOnlyList<ShownGrant>> GrantsAsync(AccountVisit visit) => (await visit.Api.GetAsync(Grants)).OrThrow().Read<GrantList>().Grants;

    private static async Task ShowAsync(AccountVisit visit, AccountProblem? problem)
    {
        var (sessions, grants) = (await SessionsAsync(visit), await GrantsAsync(visit));
        var lines = sessions.OrderByDescending(session => session.IsCurrent).Select(session => LineOf(visit, session)).ToList();
        var applications = grants.GroupBy(grant => (grant.Application.Id, grant.Application.Name))
            .Select(group => new ApplicationLine(group.Key.Id, group.Key.Name, visit.Say("grants.since", ("day", AccountFrame.DayOf(group.Min(grant => grant.Payload.Iat) * 1000))))).ToList();
        await visit.ShowAsync<SessionsView, SessionsModel>(
            visit.Say("nav.sessions"), new SessionsModel(lines, applications, visit.Frame.Fields.MayEdit(AccountFields.Session), problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static SessionLine LineOf(AccountVisit visit, ShownSession session)
    {
        var context = session.LastSubmission is { ValueKind: JsonValueKind.Object } submission && submission.TryGetProperty("signInContext", out var found) ? found : default;
        string?[] place = [Of("city"), Of("country"), Of("ip")];
        var text = string.Join(" · ", place.Where(part => !string.IsNullOrEmpty(part)).Append(AccountFrame.TimeOf(session.Payload.LoginTs * 1000)));
        return new SessionLine(session.Payload.Uid, DeviceWords.Of(visit.Frame, Of("userAgent")), text, session.IsCurrent);

        string? Of(string name) => context.ValueKind == JsonValueKind.Object && context.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private sealed record SessionList(IReadOnlyList<ShownSession> Sessions);

    private sealed record GrantList(IReadOnlyList<ShownGrant> Grants);
}

/// <summary>A session as the API shows it (contract/account-api.md 9).</summary>
internal sealed record ShownSession(SessionPayload Payload, JsonElement? LastSubmission, bool IsCurrent);

/// <param name="LoginTs">Seconds.</param>
internal sealed record SessionPayload(string Uid, long LoginTs);

/// <summary>A grant as the API shows it (contract/account-api.md 10).</summary>
internal sealed record ShownGrant(string Id, GrantPayload Payload, GrantApplication Application);

/// <param name="Iat">Seconds.</param>
internal sealed record GrantPayload(long Iat);

internal sealed record GrantApplication(string Id, string Name);

internal sealed record SessionLine(string Id, string Device, string Text, bool IsCurrent);

internal sealed record ApplicationLine(string Id, string Name, string Text);

internal sealed record SessionsModel(IReadOnlyList<SessionLine> Sessions, IReadOnlyList<ApplicationLine> Applications, bool MayEdit, AccountProblem? Problem);
