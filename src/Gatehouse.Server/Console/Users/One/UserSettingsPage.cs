using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>
/// GET and POST /console/{tenant}/users/{userId}: a user's own values, custom data, and what is dangerous. The forms are told apart by
/// <c>action</c>.
/// </summary>
internal sealed class UserSettingsPage : IConsolePage, ITakesFile
{
    public const string Path = "/users/{userId}";

    /// <summary>The names of the forms.</summary>
    public const string Details = "details", Data = "custom-data", Password = "password", Revoke = "revoke-invitation", Suspend = "suspend", Reactivate = "reactivate", Delete = "delete";

    public int LargestFile => 20 * 1024 * 1024;

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, await LoadAsync(visit));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var model = await LoadAsync(visit) with { Action = visit.Form["action"] };
        switch (model.Action)
        {
            case Details:
                await ChangeDetailsAsync(visit, model);
                break;
            case Data:
                await ChangeDataAsync(visit, model);
                break;
            case Password:
                await UserAccess.ResetPasswordAsync(visit, model.User, problem => RefuseAsync(visit, model, problem));
                break;
            case Revoke:
                await EndAsync(visit, model, await visit.Api.DeleteAsync(model.User.ApiPath + "/invitation"), "invitation_revoked");
                break;
            case Suspend or Reactivate:
                await EndAsync(visit, model, await UserAccess.SetSuspendedAsync(visit, model.User, model.Action is Suspend), model.Action is Suspend ? "user_suspended" : "user_reactivated");
                break;
            case Delete:
                await UserAccess.DeleteAsync(visit, model.User, problem => RefuseAsync(visit, model, problem));
                break;
            default:
                visit.GoTo(model.User.Path);
                break;
        }
    }

    private static async Task<UserSettingsModel> LoadAsync(ConsoleVisit visit)
    {
        var user = await OneUser.ReadAsync(visit);
        var asked = await OneUser.ListIfAllowedAsync<AskedField>(visit, "/custom-profile-fields", "/api/custom-profile-fields");
        var invitation = visit.Frame.May("GET", "/users/{userId}/invitation") && await visit.Api.GetAsync(user.ApiPath + "/invitation") is { IsGood: true } found
            ? found.Read<SentInvitation>() : null;
        return new UserSettingsModel(new UserDetails(user, ProfileField.All(visit.Frame, asked)), invitation, visit.Form);
    }

    private static async Task ChangeDetailsAsync(ConsoleVisit visit, UserSettingsModel model)
    {
        if (!model.DetailsBasis(visit.Frame).IsOf(visit.Form))
        {
            await ConflictAsync(visit, model, model.DetailsBasis(visit.Frame));
            return;
        }

        var body = model.Details.Changes(visit.Form);
        if (visit.Form.File is { } picture)
        {
            var (url, problem) = await AvatarUpload.SendAsync(visit, picture);
            if (problem is not null)
            {
                await RefuseAsync(visit, model, problem);
                return;
            }

            body["avatar"] = url;
        }

        if (body.Count == 0) visit.Done(model.User.Path, "nothing_changed");
        else await EndAsync(visit, model, await visit.Api.PatchAsync(model.User.ApiPath, body), "user_saved");
    }

    private static async Task ChangeDataAsync(ConsoleVisit visit, UserSettingsModel model)
    {
        if (!model.DataBasis(visit.Frame).IsOf(visit.Form))
        {
            await ConflictAsync(visit, model, model.DataBasis(visit.Frame));
            return;
        }

        if (!TypedJson.TryRead(visit, "customData", out var data, out var problem)) await RefuseAsync(visit, model, problem!);
        else await EndAsync(visit, model, await visit.Api.PatchAsync(model.User.ApiPath, new JsonObject { ["customData"] = data }), "user_saved");
    }

    private static async Task ConflictAsync(ConsoleVisit visit, UserSettingsModel model, FormBasis basis)
    {
        var last = await LastChange.OfObjectAsync(visit, model.User.Id);
        await ShowAsync(visit, model with { Changed = basis.Against(visit.Form, last) }, StatusCodes.Status409Conflict);
    }

    private static Task EndAsync(ConsoleVisit visit, UserSettingsModel model, ApiAnswer answer, string notice) =>
        OneUser.FinishAsync(visit, answer, "", notice, model.User.Shown, problem => RefuseAsync(visit, model, problem));

    private static Task RefuseAsync(ConsoleVisit visit, UserSettingsModel model, ApiProblem problem) =>
        ShowAsync(visit, model with { Problem = problem.At(CreateUserPage.Fields) }, problem.Status);

    private static Task ShowAsync(ConsoleVisit visit, UserSettingsModel model, int status = StatusCodes.Status200OK) =>
        visit.ShowAsync<UserSettingsView, UserSettingsModel>(model.User.Shown, model, status);
}

/// <param name="Form">What was typed; empty when nothing was posted.</param>
internal sealed record UserSettingsModel(UserDetails Details, SentInvitation? Invitation, Components.PostedForm Form)
{
    /// <summary>The form that was posted; empty for none.</summary>
    public string Action { get; init; } = "";

    public ApiProblem? Problem { get; init; }

    public ChangedMeanwhile? Changed { get; init; }

    public ConsoleUser User => Details.User;

    public FormBasis DetailsBasis(ConsoleFrame frame) => Details.Basis(frame);

    public FormBasis DataBasis(ConsoleFrame frame) => new([new FormValue("customData", frame.Say("user.custom_data"), TypedJson.Show(User.CustomData))]);

    public ApiProblem? ProblemOf(string action) => Action == action ? Problem : null;

    public ChangedMeanwhile? ChangedOf(string action) => Action == action ? Changed : null;

    /// <summary>What stands in a field: what was typed into it, or what there is.</summary>
    public string Shown(string action, string field, string value) => Action == action && Form.Has(field) ? Form[field] : value;
}

/// <summary>An invitation, as the API shows it (docs/invitations.md).</summary>
internal sealed record SentInvitation(string Status, string? Channel, string? Recipient, long CreatedAt, long ExpiresAt)
{
    public bool IsOpen => Status is "Pending";
}
