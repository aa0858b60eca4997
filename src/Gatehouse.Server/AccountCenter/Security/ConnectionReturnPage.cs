using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Server.Cookies;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>
/// GET /account/callback/social/{connectorId}: the browser is back from a social provider, with the state that it was sent along with from
/// this browser; the account is linked.
/// </summary>
internal sealed class ConnectionReturnPage(IServiceProvider services) : IAccountPage
{
    public const string Path = "/account/callback/social";

    public async Task GetAsync(AccountVisit visit)
    {
        var (query, connectorId) = (visit.Http.Request.Query, visit.Route("connectorId"));
        var step = visit.Cookies.AccountStep.Read(visit.Http.Request, visit.User.Id, ConnectionsPage.KindOf(connectorId));
        if (step is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(step.Value), Encoding.UTF8.GetBytes(query["state"].ToString())))
        {
            await ShowAsync(visit, new AccountProblem(visit.Say("connections.broken_off"), Status: StatusCodes.Status400BadRequest));
            return;
        }

        // Before the answer is used up: whoever was away for too long comes back with it.
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        AccountStepCookie.Delete(visit.Http);
        var data = new JsonObject();
        foreach (var (name, value) in query) data[name] = value.ToString();
        var verified = await visit.Api.PostAsync("/api/verifications/social/verify", new JsonObject { ["verificationRecordId"] = step.RecordId, ["connectorData"] = data });
        var linked = verified.IsGood ? await visit.Api.PostAsync("/api/my-account/identities", new JsonObject { ["newIdentifierVerificationRecordId"] = step.RecordId }) : verified;
        if (linked.IsGood) visit.Done(ConnectionsPage.Path, "linked");
        else await ShowAsync(visit, visit.ProblemOf(linked));
    }

    public Task PostAsync(AccountVisit visit)
    {
        visit.GoTo(ConnectionsPage.Path);
        return Task.CompletedTask;
    }

    private Task ShowAsync(AccountVisit visit, AccountProblem problem) => ActivatorUtilities.CreateInstance<ConnectionsPage>(services).ShowAsync(visit, problem);
}
