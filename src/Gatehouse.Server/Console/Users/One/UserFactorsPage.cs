using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Users.One;

/// <summary>
/// GET and POST /console/{tenant}/users/{userId}/mfa: the user's second factors. One can be taken away, and an authenticator app or backup codes
/// can be made for the user, whose secrets the answer of the form shows this once.
/// </summary>
internal sealed class UserFactorsPage : IConsolePage
{
    public const string Tab = "/mfa";
    public const string Take = "take";
    public const string Id = "id", Type = "type";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var path = OneUser.ApiPath(visit) + "/mfa-verifications";
        if (visit.Form["action"] is Take)
        {
            var taken = await visit.Api.DeleteAsync($"{path}/{Uri.EscapeDataString(visit.Form[Id])}");
            await OneUser.FinishAsync(visit, taken, Tab, "factor_removed", "", problem => ShowAsync(visit, problem, null));
            return;
        }

        var made = await visit.Api.PostAsync(path, new JsonObject { ["type"] = visit.Form[Type] });
        await ShowAsync(visit, made.IsGood ? null : made.Problem, made.IsGood ? made.Read<NewFactor>() : null);
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem, NewFactor? made)
    {
        var factors = await visit.Api.ReadAsync<List<BoundFactor>>(OneUser.ApiPath(visit) + "/mfa-verifications");
        var user = await OneUser.ReadAsync(visit);
        await visit.ShowAsync<UserFactorsView, UserFactorsModel>(user.Shown, new UserFactorsModel(user, factors, made, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Made">Was made just now; its secrets are shown this once.</param>
internal sealed record UserFactorsModel(ConsoleUser User, IReadOnlyList<BoundFactor> Factors, NewFactor? Made, ApiProblem? Problem);

/// <summary>As the API shows one (contract/management-api.md 2.14).</summary>
internal sealed record BoundFactor(string Id, string Type, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, string? Name, string? Agent, int? RemainCodes)
{
    public string Icon => Type switch { "WebAuthn" => "key", "BackupCode" => "audit_log", _ => "phone" };
}

/// <summary>A factor with its secrets.</summary>
internal sealed record NewFactor(string Type, string? Secret, string? SecretQrCode, IReadOnlyList<string>? Codes);
