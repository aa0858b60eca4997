using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>GET and POST /console/{tenant}/users/{userId}/roles: the user's roles; some are given, one is taken.</summary>
internal sealed class UserRolesPage : IConsolePage
{
    public const string Tab = "/roles";
    public const string Take = "take";
    public const string RoleId = "roleId";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var path = OneUser.ApiPath(visit) + "/roles";
        var isTaken = visit.Form["action"] is Take;
        if (!isTaken && visit.Form[RoleId].Length == 0)
        {
            await ShowAsync(visit, ApiProblem.Own(visit.Say("assign.none_chosen"), RoleId));
            return;
        }

        var answer = isTaken
            ? await visit.Api.DeleteAsync($"{path}/{Uri.EscapeDataString(visit.Form[RoleId])}")
            : await visit.Api.PostAsync(path, new JsonObject { ["roleIds"] = OneUser.Ids(visit.Form.All(RoleId).Where(id => id.Length > 0)) });
        await OneUser.FinishAsync(visit, answer, Tab, isTaken ? "role_taken" : "role_given", "", problem => ShowAsync(visit, isTaken ? problem : problem.At(RoleId)));
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem)
    {
        var roles = await visit.Api.ListAsync<NamedRole>(OneUser.ApiPath(visit) + "/roles?page=1&page_size=100");
        var user = await OneUser.ReadAsync(visit);
        var others = visit.Frame.May("POST", "/users/{userId}/roles")
            ? await Picker.ReadAsync(visit, RoleId, PickerSource.UserRoles with { More = "type=User&excludeUserId=" + Uri.EscapeDataString(user.Id) }) : null;
        await visit.ShowAsync<UserRolesView, UserRolesModel>(user.Shown, new UserRolesModel(user, roles.Items, others, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Others">Roles that can be given; null for whoever may give none.</param>
internal sealed record UserRolesModel(ConsoleUser User, IReadOnlyList<NamedRole> Roles, Picker? Others, ApiProblem? Problem);

/// <summary>A role, as far as lists tell it.</summary>
internal sealed record NamedRole(string Id, string Name, string? Description);
