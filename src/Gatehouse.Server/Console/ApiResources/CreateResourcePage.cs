using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.ApiResources;

/// <summary>GET and POST /console/{tenant}/api-resources/create.</summary>
internal sealed class CreateResourcePage : IConsolePage
{
    public const string Path = "/api-resources/create";

    private static readonly Dictionary<string, string> Fields = new() { ["resource.resource_identifier_in_use"] = "indicator" };

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var body = new JsonObject { ["name"] = visit.Form["name"].Trim(), ["indicator"] = visit.Form["indicator"].Trim() };
        var made = await visit.Api.PostAsync("/api/resources", body);
        if (made.IsGood) visit.Done($"/api-resources/{made.Read<ConsoleResource>().Id}/permissions", "resource_created", visit.Form["name"]);
        else await ShowAsync(visit, made.Problem.At(Fields));
    }

    private static Task ShowAsync(ConsoleVisit visit, ApiProblem? problem) => visit.ShowAsync<CreateResourceView, CreateResourceModel>(
        visit.Say("resources.create"), new CreateResourceModel(visit.Form, problem), problem?.Status ?? StatusCodes.Status200OK);
}

internal sealed record CreateResourceModel(PostedForm Form, ApiProblem? Problem);
