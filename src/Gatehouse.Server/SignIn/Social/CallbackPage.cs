using System.Security.Cryptography;
using System.Text;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gatehouse.Server.SignIn.Social;

/// <summary>
/// GET /callback/CONNECTOR: the browser is back from a social provider (contract/experience-api.md 4.3). The state that it brings must be the
/// one that was sent along from this interaction; it ends with the application, by which tabs with different ones are told apart.
/// </summary>
internal sealed class CallbackPage(PageVisits visits, VerifySocial verify, ChooseEvent events, Onward onward)
{
    private const string ApplicationId = "app_id";
    private const string StateField = "state";
    private const char Separator = '.';

    public static string PathOf(string connectorId) => "/callback/" + Uri.EscapeDataString(connectorId);

    public static string StateFor(string secret, string applicationId) => secret + Separator + applicationId;

    public async Task GetAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (LacksApplication(http.Request) is { } whole)
        {
            http.Response.Redirect(whole);
            return;
        }

        var visit = await visits.LookAsync(http);
        if (Asked(visit) is { } record) await TakeAsync(visit, record);
        else await SocialProblem.ShowOverAsync(visit);
    }

    private async Task TakeAsync(PageVisit visit, SocialVerification record)
    {
        var data = JsonText.Write(json =>
        {
            json.WriteStartObject();
            foreach (var (name, value) in visit.Http.Request.Query.Where(pair => pair.Key != ApplicationId)) json.WriteString(name, value.ToString());
            json.WriteEndObject();
        });
        var verified = await verify.ExecuteAsync(visit.InteractionId, record.ConnectorId, data, record.Id, OneTapProof.None, visit.Aborted);
        var refused = verified.TryGet(out var id, out var wrong) ? await FollowAsync(visit, record.ConnectorId, id) : wrong;
        if (refused is not null) await SocialProblem.ShowAsync(visit, refused);
    }

    /// <summary>Somebody who is known goes on. Else there may be a user with the address, or there may be a new one.</summary>
    private async Task<Refusal?> FollowAsync(PageVisit visit, string connectorId, string verificationId)
    {
        if (await onward.IdentifyAsync(visit, verificationId) is not { } refused) return null;
        if (refused.Code != "user.identity_not_exist") return refused;
        var settings = visit.Snapshot.Get<ExperienceSettings>();
        if (RelatedUser.In(refused) is not null)
        {
            if (settings.SocialSignIn.AutomaticAccountLinking) return await onward.IdentifyAsync(visit, verificationId, linksSocialIdentity: true);
            visit.GoOn(LinkPage.PathOf(connectorId));
            return null;
        }

        if (!settings.AllowsRegister) return refused;
        if (Agreement.MustBeGiven(visit.Snapshot))
        {
            visit.GoOn(LinkPage.RegisterPathOf(connectorId));
            return null;
        }

        return (await events.ChangeAsync(visit.InteractionId, InteractionEvent.Register, visit.Aborted)).TryGet(out _, out var forbidden)
            ? await onward.IdentifyAsync(visit, verificationId) : forbidden;
    }

    /// <summary>The question that this is the answer to; null when nobody asked it here.</summary>
    private static SocialVerification? Asked(PageVisit visit)
    {
        if (visit.Interaction is not { } interaction || InteractionState.Of(interaction) is not { } state) return null;
        var record = state.VerificationRecords.OfType<SocialVerification>().LastOrDefault(record => record.ConnectorId == visit.Http.GetRouteValue("connectorId") as string);
        return record?.ProviderSession is { } session
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(ProviderSession.Of(session).State), Encoding.UTF8.GetBytes(visit.Http.Request.Query[StateField].ToString())) ? record : null;
    }

    /// <returns>The same address with the application's id, which the provider does not send back; null when it is there.</returns>
    private static string? LacksApplication(HttpRequest request)
    {
        var state = request.Query[StateField].ToString();
        if (request.Query.ContainsKey(ApplicationId) || state.IndexOf(Separator, StringComparison.Ordinal) is not (>= 0 and var index)) return null;
        return request.Path.ToUriComponent() + new QueryBuilder(request.Query) { { ApplicationId, state[(index + 1)..] } }.ToQueryString().ToUriComponent();
    }
}
