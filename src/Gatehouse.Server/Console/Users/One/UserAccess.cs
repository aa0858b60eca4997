using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Credentials;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>What an administrator does to a user's access: a new password, suspension, the end of the account.</summary>
internal static class UserAccess
{
    /// <summary>A temporary password, which is shown once and must be changed at the next sign-in, or an invitation to choose one.</summary>
    /// <param name="refuse">Shows the page again.</param>
    public static async Task ResetPasswordAsync(ConsoleVisit visit, ConsoleUser user, Func<ApiProblem, Task> refuse)
    {
        if (visit.Form["start"] is "invitation")
        {
            var invited = await visit.Api.PostAsync(user.ApiPath + "/invitation", new JsonObject { ["channel"] = user.PrimaryEmail is null ? "Sms" : "Email" });
            await OneUser.FinishAsync(visit, invited, "", "user_invited_again", user.Shown, problem => refuse(problem.At("start")));
            return;
        }

        var password = visit.Form["password"] is { Length: > 0 } chosen ? chosen : TemporaryPassword.New();
        var answer = await visit.Api.PatchAsync(user.ApiPath + "/password", new JsonObject { ["password"] = password, ["isPasswordTemporary"] = true });
        if (!answer.IsGood) await refuse(answer.Problem.At("password"));
        else await visit.ShowAsync<NewPasswordView, CreatedUserModel>(visit.Say("user.reset_password"), new CreatedUserModel(user, password));
    }

    public static Task<ApiAnswer> SetSuspendedAsync(ConsoleVisit visit, ConsoleUser user, bool isSuspended) =>
        visit.Api.PatchAsync(user.ApiPath + "/is-suspended", new JsonObject { ["isSuspended"] = isSuspended });

    /// <summary>Only when what the user is called was typed: it cannot be undone.</summary>
    public static async Task DeleteAsync(ConsoleVisit visit, ConsoleUser user, Func<ApiProblem, Task> refuse)
    {
        if (visit.Form["typed"].Trim() != user.Shown.Trim())
        {
            await refuse(ApiProblem.Own(visit.Say("form.typed_wrong", ("name", user.Shown)), "typed"));
            return;
        }

        var answer = await visit.Api.DeleteAsync(user.ApiPath);
        if (answer.IsGood) visit.Done(UserListPage.Path, "user_deleted", user.Shown);
        else await refuse(answer.Problem);
    }
}
