using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Console.Assignments;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>
/// GET /console/{tenant}/organizations/{organizationId}/invitations. POST invites somebody by mail, sends the mail once more, revokes or
/// deletes an invitation.
/// </summary>
internal sealed class InvitationListPage(TimeProvider time) : IConsolePage
{
    public const string Path = "/organizations/{organizationId}/invitations";

    /// <summary>Days that an invitation can be good for.</summary>
    public static readonly int[] Lifetimes = [1, 3, 7, 14, 30];

    private static readonly Dictionary<string, string> Fields = new() { ["entity.unique_integrity_violation"] = "invitee" };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var path = "/api/organization-invitations/" + Uri.EscapeDataString(visit.Form["id"]);
        switch (visit.Form["action"])
        {
            case "resend":
                (await visit.Api.PostAsync(path + "/message", new JsonObject())).OrThrow();
                visit.Done(visit.Frame.Path, "invitation_sent", visit.Form["shown"]);
                break;
            case "revoke":
                (await visit.Api.PutAsync(path + "/status", new JsonObject { ["status"] = "Revoked" })).OrThrow();
                visit.Done(visit.Frame.Path, "org_invitation_revoked", visit.Form["shown"]);
                break;
            case "delete":
                (await visit.Api.DeleteAsync(path)).OrThrow();
                visit.Done(visit.Frame.Path, "deleted", visit.Form["shown"]);
                break;
            default:
                await InviteAsync(visit);
                break;
        }
    }

    private async Task InviteAsync(ConsoleVisit visit)
    {
        var days = int.TryParse(visit.Form["lifetime"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && Lifetimes.Contains(typed) ? typed : 7;
        var body = new JsonObject
        {
            ["invitee"] = visit.Form["invitee"].Trim(), ["organizationId"] = visit.Route("organizationId"), ["expiresAt"] = time.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds(),
            ["organizationRoleIds"] = new JsonArray([.. visit.Form.All(MemberRolesPage.Roles).Select(id => (JsonNode)id)]),
        };
        if (visit.Form["sendsMail"] is "true")
            body["messagePayload"] = visit.Form["link"].Trim() is { Length: > 0 } link ? new JsonObject { ["link"] = link } : new JsonObject();
        var made = await visit.Api.PostAsync("/api/organization-invitations", body);
        if (made.IsGood) visit.Done(visit.Frame.Path, "invited", visit.Form["invitee"].Trim());
        else await ShowAsync(visit, made.Problem.At(Fields));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var invitations = await visit.Api.ReadAsync<List<ConsoleInvitation>>("/api/organization-invitations?organizationId=" + visit.RouteForUrl("organizationId"));
        var roles = await visit.Api.ListAsync<OrganizationRoleChoice>("/api/organization-roles?page=1&page_size=100");
        var form = problem is null ? ShownForm.Of([("sendsMail", "true"), ("lifetime", "7")]) : visit.Form;
        var model = new InvitationListModel(await ConsoleOrganization.HeadAsync(visit), invitations, [.. roles.Items.Where(role => role.Type == "User")], form, problem);
        await visit.ShowAsync<InvitationListView, InvitationListModel>(model.Head.Name, model, problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>An invitation as the API shows one (contract/management-organizations.md 6).</summary>
/// <param name="Status"><c>Pending</c>, <c>Accepted</c>, <c>Expired</c> or <c>Revoked</c>.</param>
internal sealed record ConsoleInvitation(string Id, string Invitee, string Status, long CreatedAt, long ExpiresAt, IReadOnlyList<NamedThing> OrganizationRoles)
{
    public bool IsPending => Status == "Pending";

    public string Tone => Status switch { "Accepted" => "good", "Pending" => "warn", _ => "idle" };
}

internal sealed record InvitationListModel(ThingHead Head, IReadOnlyList<ConsoleInvitation> Invitations, IReadOnlyList<OrganizationRoleChoice> Roles, PostedForm Form, ApiProblem? Problem);
