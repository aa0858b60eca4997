using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>GET and POST /console/{tenant}/users/{userId}/tokens: personal access tokens. A new one's value is shown once, in the answer of the form.</summary>
internal sealed class UserTokensPage : IConsolePage
{
    public const string Tab = "/tokens";
    public const string Delete = "delete";

    /// <summary>For how many days a token can be good; none is for ever.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30, 90, 180, 365];

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var (path, name) = (OneUser.ApiPath(visit) + "/personal-access-tokens", visit.Form["name"]);
        if (visit.Form["action"] is Delete)
        {
            var deleted = await visit.Api.PostAsync(path + "/delete", new JsonObject { ["name"] = name });
            await OneUser.FinishAsync(visit, deleted, Tab, "token_deleted", name, problem => ShowAsync(visit, problem, null));
            return;
        }

        var end = int.TryParse(visit.Form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Days.Contains(days)
            ? visit.Frame.Now.AddDays(days).ToUnixTimeMilliseconds() : (long?)null;
        var made = await visit.Api.PostAsync(path, new JsonObject { ["name"] = name.Trim(), ["expiresAt"] = end });
        await ShowAsync(visit, made.IsGood ? null : made.Problem is { Code: "user.personal_access_token_name_exists" } taken ? taken.At("name") : made.Problem, made.IsGood ? made.Read<AccessToken>() : null);
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem, AccessToken? made)
    {
        var tokens = await visit.Api.ReadAsync<List<AccessToken>>(OneUser.ApiPath(visit) + "/personal-access-tokens");
        var user = await OneUser.ReadAsync(visit);
        await visit.ShowAsync<UserTokensView, UserTokensModel>(user.Shown, new UserTokensModel(user, tokens, made, visit.Form, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Made">Was made just now.</param>
/// <param name="Form">As it was typed.</param>
internal sealed record UserTokensModel(ConsoleUser User, IReadOnlyList<AccessToken> Tokens, AccessToken? Made, Components.PostedForm Form, ApiProblem? Problem);

/// <param name="Value">Is shown for a new one only.</param>
internal sealed record AccessToken(string Name, string Value, long CreatedAt, long? ExpiresAt);
