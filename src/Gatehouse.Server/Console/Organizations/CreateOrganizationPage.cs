using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Organizations;

/// <summary>GET and POST /console/{tenant}/organizations/create.</summary>
internal sealed class CreateOrganizationPage : IConsolePage
{
    public const string Path = "/organizations/create";

    public Task GetAsync(ConsoleVisit visit) => ShowAsync(visit, null);

    public async Task PostAsync(ConsoleVisit visit)
    {
        var body = new JsonObject { ["name"] = visit.Form["name"].Trim() };
        if (visit.Form["description"].Trim() is { Length: > 0 } description) body["description"] = description;
        var made = await visit.Api.PostAsync("/api/organizations", body);
        if (made.IsGood) visit.Done($"{OrganizationListPage.Path}/{made.Read<ConsoleOrganization>().Id}/members", "organization_created", visit.Form["name"]);
        else await ShowAsync(visit, made.Problem);
    }

    private static Task ShowAsync(ConsoleVisit visit, ApiProblem? problem) => visit.ShowAsync<CreateOrganizationView, CreateOrganizationModel>(
        visit.Say("organizations.create"), new CreateOrganizationModel(visit.Form, problem), problem?.Status ?? StatusCodes.Status200OK);
}

internal sealed record CreateOrganizationModel(PostedForm Form, ApiProblem? Problem);
