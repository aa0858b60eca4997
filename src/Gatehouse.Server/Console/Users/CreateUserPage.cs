using System.Text.Json.Nodes;
using Gatehouse.Server.Components;
using Gatehouse.Server.Credentials;

namespace Gatehouse.Server.Console.Users;

/// <summary>
/// GET and POST /console/{tenant}/users/create: a user with mail, phone or username, and a temporary password, which is shown once and must be
/// changed at the first sign-in, or an invitation by mail or text message.
/// </summary>
internal sealed class CreateUserPage : IConsolePage
{
    public const string Path = "/users/create";

    /// <summary>The codes that are about one value, and its field.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["user.username_already_in_use"] = "username",
        ["user.username_exists_in_case_insensitive_mode"] = "username",
        ["user.email_already_in_use"] = "primaryEmail",
        ["user.phone_already_in_use"] = "primaryPhone",
        ["guard.invalid_phone"] = "primaryPhone",
    };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var isInvited = visit.Form["start"] is "invitation";
        var body = new JsonObject();
        foreach (var name in (string[])["primaryEmail", "primaryPhone", "username", "name"])
        {
            if (visit.Form[name].Trim() is { Length: > 0 } value) body[name] = name is "primaryPhone" ? TypedPhone.Digits(value) : value;
        }

        if (!body.ContainsKey("primaryEmail") && !body.ContainsKey("primaryPhone") && (isInvited || !body.ContainsKey("username")))
        {
            await ShowAsync(visit, ApiProblem.Own(visit.Say(isInvited ? "create_user.invitation_needs_address" : "create_user.identifier_needed"), "primaryEmail"));
            return;
        }

        var password = isInvited ? null : visit.Form["password"] is { Length: > 0 } chosen ? chosen : TemporaryPassword.New();
        if (password is not null)
        {
            body["password"] = password;
            body["isPasswordTemporary"] = true;
        }

        var made = await visit.Api.PostAsync("/api/users", body);
        if (!made.IsGood)
        {
            await ShowAsync(visit, made.Problem.At(Fields));
            return;
        }

        await FinishAsync(visit, made.Read<ConsoleUser>(), password);
    }

    private static async Task FinishAsync(ConsoleVisit visit, ConsoleUser user, string? password)
    {
        if (password is not null)
        {
            // The answer of the form itself: an address that shows the password again would keep it somewhere.
            await visit.ShowAsync<CreatedUserView, CreatedUserModel>(visit.Say("create_user.created_title"), new CreatedUserModel(user, password));
            return;
        }

        var invited = await visit.Api.PostAsync($"/api/users/{Uri.EscapeDataString(user.Id)}/invitation", new JsonObject { ["channel"] = user.PrimaryEmail is null ? "Sms" : "Email" });
        visit.Done($"/users/{Uri.EscapeDataString(user.Id)}", invited.IsGood ? "user_invited" : "user_created_not_invited", user.Shown);
    }

    private static Task ShowAsync(ConsoleVisit visit, ApiProblem? problem) => visit.ShowAsync<CreateUserView, CreateUserModel>(
        visit.Say("users.create"), new CreateUserModel(visit.Form, problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <param name="Form">As it was typed.</param>
internal sealed record CreateUserModel(Components.PostedForm Form, ApiProblem? Problem);

/// <param name="Password">Is shown this once.</param>
internal sealed record CreatedUserModel(ConsoleUser User, string Password);
