using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Cookies;
using Gatehouse.Server.Data;
using Gatehouse.Server.Grants;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tenants;

namespace Gatehouse.Server.AccountCenter.Security;

/// <summary>GET and POST /account/connections: the social accounts with which the user can sign in, to link and to unlink.</summary>
internal sealed class ConnectionsPage(FindSocialConnectors find, TenantEndpoints endpoints, CurrentTenant tenant) : IAccountPage
{
    public const string Path = "/account/connections";

    public static string KindOf(string connectorId) => "social_" + connectorId;

    public Task GetAsync(AccountVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(AccountVisit visit)
    {
        if (visit.User.HasSecurityVerificationMethod) visit.NeedProof();
        if (visit.Form["unlink"] is { Length: > 0 } target)
        {
            var removed = await visit.Api.DeleteAsync("/api/my-account/identities/" + Uri.EscapeDataString(target));
            if (removed.IsGood) visit.Done(Path, "unlinked");
            else await ShowAsync(visit, visit.ProblemOf(removed));
            return;
        }

        var (connectorId, state) = (visit.Form["link"], OpaqueToken.New());
        var asked = await visit.Api.PostAsync("/api/verifications/social", new JsonObject
        {
            ["connectorId"] = connectorId, ["state"] = state, ["redirectUri"] = endpoints.BaseUrl(tenant.Id) + ConnectionReturnPage.Path + "/" + Uri.EscapeDataString(connectorId),
        });
        if (!asked.IsGood || asked.Read<Question>() is not { } question)
        {
            await ShowAsync(visit, visit.ProblemOf(asked));
            return;
        }

        visit.Cookies.AccountStep.Write(visit.Http, visit.User.Id, new AccountStep(KindOf(connectorId), question.VerificationRecordId, state));
        visit.GoTo(question.AuthorizationUri);
    }

    public async Task ShowAsync(AccountVisit visit, AccountProblem? problem)
    {
        var experience = visit.Snapshot.Get<PublishedExperience>().Row;
        var linked = visit.User.Identities is { ValueKind: JsonValueKind.Object } identities ? identities.EnumerateObject().ToDictionary(entry => entry.Name, entry => LabelOf(entry.Value)) : [];
        var all = await find(visit.Aborted);
        var offered = ShownSocialConnector.InOrder(experience, all).Where(connector => connector.Platform != ShownSocialConnector.Native).DistinctBy(connector => connector.Target).ToList();
        var lines = offered.Select(connector => new Connection(connector.Target, NameOf(connector.Name, visit.Frame.Texts.Language, connector.Target), connector.Id, linked.GetValueOrDefault(connector.Target)))
            .Concat(linked.Where(entry => offered.TrueForAll(connector => connector.Target != entry.Key)).Select(entry => new Connection(entry.Key, entry.Key, null, entry.Value)));
        await visit.ShowAsync<ConnectionsView, ConnectionsModel>(
            visit.Say("nav.connections"), new ConnectionsModel([.. lines], visit.Frame.Fields.MayEdit(AccountFields.Social), problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>What the provider calls the user.</summary>
    private static string LabelOf(JsonElement identity)
    {
        if (identity.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in (string[])["email", "name", "phone"])
            {
                if (details.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
            }
        }

        return identity.TryGetProperty("userId", out var id) ? id.GetString() ?? "" : "";
    }

    private static string NameOf(JsonText names, string language, string otherwise)
    {
        var all = names.ToElement();
        foreach (var tag in (string[])[language, language.Split('-', 2)[0], "en"])
        {
            if (all.TryGetProperty(tag, out var name) && name.ValueKind == JsonValueKind.String) return name.GetString()!;
        }

        return otherwise;
    }

    private sealed record Question(string VerificationRecordId, string AuthorizationUri);
}

/// <param name="ConnectorId">By which it can be linked; null: the tenant does not offer it any more.</param>
/// <param name="Account">What the provider calls the user; null: it is not linked.</param>
internal sealed record Connection(string Target, string Name, string? ConnectorId, string? Account);

internal sealed record ConnectionsModel(IReadOnlyList<Connection> Connections, bool MayEdit, AccountProblem? Problem);
