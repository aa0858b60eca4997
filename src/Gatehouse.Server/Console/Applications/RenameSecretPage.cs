using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Applications;

/// <summary>GET and POST /console/{tenant}/applications/{applicationId}/secrets/rename?secret=…: another name for a secret.</summary>
internal sealed class RenameSecretPage : IConsolePage
{
    public const string Path = "/applications/{applicationId}/secrets/rename";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, ShownForm.Of([("name", visit.Query("secret")), ("secret", visit.Query("secret"))]), null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var renamed = await visit.Api.PatchAsync($"{SecretListPage.ApiPathOf(visit)}/{Uri.EscapeDataString(visit.Form["secret"])}", new JsonObject { ["name"] = visit.Form["name"].Trim() });
        if (renamed.IsGood) visit.Done(ListPathOf(visit), "saved");
        else await ShowAsync(visit, visit.Form, renamed.Problem.At(SecretListPage.Fields));
    }

    private static string ListPathOf(ConsoleVisit visit) => $"{ApplicationListPage.Path}/{visit.RouteForUrl("applicationId")}/secrets";

    private static Task ShowAsync(ConsoleVisit visit, PostedForm form, ApiProblem? problem) => visit.ShowAsync<RenameSecretView, RenameSecretModel>(
        visit.Say("secrets.rename"), new RenameSecretModel(ListPathOf(visit), form, problem), problem?.Status ?? StatusCodes.Status200OK);
}

/// <param name="ListPath">Of the application's secrets.</param>
internal sealed record RenameSecretModel(string ListPath, PostedForm Form, ApiProblem? Problem);
