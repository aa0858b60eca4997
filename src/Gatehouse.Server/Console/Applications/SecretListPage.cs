using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Applications;

/// <summary>
/// GET /console/{tenant}/applications/{applicationId}/secrets: names and times, never values. POST makes one, whose value the answer shows this
/// once, or deletes one.
/// </summary>
internal sealed class SecretListPage(TimeProvider time) : IConsolePage
{
    public const string Path = "/applications/{applicationId}/secrets";

    /// <summary>Days that a new secret can be good for.</summary>
    public static readonly int[] Lifetimes = [7, 30, 90, 180, 365];

    public static readonly Dictionary<string, string> Fields = new() { ["application.secret_name_exists"] = "name" };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null, null);

    public Task PostAsync(ConsoleVisit visit) => visit.Form["action"] switch
    {
        "delete" => DeleteAsync(visit),
        "delete-legacy" => DeleteLegacyAsync(visit),
        _ => CreateAsync(visit),
    };

    public static string ApiPathOf(ConsoleVisit visit) => ConsoleApplication.ApiPathOf(visit) + "/secrets";

    private static async Task DeleteAsync(ConsoleVisit visit)
    {
        (await visit.Api.DeleteAsync($"{ApiPathOf(visit)}/{Uri.EscapeDataString(visit.Form["secret"])}")).OrThrow();
        visit.Done(visit.Frame.Path, "deleted", visit.Form["secret"]);
    }

    private static async Task DeleteLegacyAsync(ConsoleVisit visit)
    {
        (await visit.Api.DeleteAsync(ConsoleApplication.ApiPathOf(visit) + "/legacy-secret")).OrThrow();
        visit.Done(visit.Frame.Path, "deleted", visit.Say("secrets.legacy"));
    }

    private async Task CreateAsync(ConsoleVisit visit)
    {
        var body = new JsonObject { ["name"] = visit.Form["name"].Trim() };
        if (int.TryParse(visit.Form["lifetime"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Lifetimes.Contains(days))
            body["expiresAt"] = time.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds();
        var made = await visit.Api.PostAsync(ApiPathOf(visit), body);
        // The answer of the form itself: an address that shows the value again would keep it somewhere.
        if (made.IsGood) await ShowAsync(visit, null, made.Read<ConsoleSecret>());
        else await ShowAsync(visit, made.Problem.At(Fields), null);
    }

    private static async Task ShowAsync(ConsoleVisit visit, ApiProblem? problem, ConsoleSecret? made)
    {
        var secrets = await visit.Api.ReadAsync<List<ConsoleSecret>>(ApiPathOf(visit));
        var application = await ConsoleApplication.ReadAsync(visit);
        var form = made is null ? visit.Form : PostedForm.Empty;
        await visit.ShowAsync<SecretListView, SecretListModel>(
            application.Name, new SecretListModel(application, application.ToHead(visit), secrets, made, form, problem), problem?.Status ?? StatusCodes.Status200OK);
    }
}

/// <param name="Made">The new one: its value is shown this once.</param>
internal sealed record SecretListModel(
    ConsoleApplication Application, ThingHead Head, IReadOnlyList<ConsoleSecret> Secrets, ConsoleSecret? Made, PostedForm Form, ApiProblem? Problem);
