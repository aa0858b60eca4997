using System.Text.Json.Nodes;
using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Connectors;

/// <summary>GET and POST /console/{tenant}/connectors/{connectorId}: a connector's settings, a test message, and its end.</summary>
internal sealed class ConnectorPage : IConsolePage
{
    public const string Test = "test";
    public const string Delete = "delete";

    public async Task GetAsync(ConsoleVisit visit) => await ShowAsync(visit, Fresh(visit, await ReadAsync(visit)));

    public async Task PostAsync(ConsoleVisit visit)
    {
        var connector = await ReadAsync(visit);
        await (visit.Form["action"] switch
        {
            Test => TestAsync(visit, connector),
            Delete => DeleteAsync(visit, connector),
            _ => ChangeAsync(visit, connector),
        });
    }

    private static async Task ChangeAsync(ConsoleVisit visit, ConsoleFactory connector)
    {
        var (form, stored) = (ConnectorForm.BodyOf(connector), ConnectorForm.Of(connector));
        var basis = form.Basis(visit, stored);
        var model = Fresh(visit, connector) with { Values = new FormValues(stored, visit.Form) };
        if (!basis.IsOf(visit.Form))
        {
            await ShowAsync(visit, model with { Changed = basis.Against(visit.Form, await LastChange.OfObjectAsync(visit, connector.Id, "Change.Connector.Updated")) });
            return;
        }

        if (form.Read(visit, stored, out var problem) is { } body)
        {
            if (connector.IsStandard != true) body.Remove("metadata");
            var changed = await visit.Api.PatchAsync(connector.ApiPath, body);
            if (changed.IsGood)
            {
                visit.Done(connector.Path, "connector_changed", connector.NameIn(visit.Frame.Texts.Language));
                return;
            }

            problem = ConnectorProblem.Of(changed);
        }

        await ShowAsync(visit, model with { Problem = problem });
    }

    private static async Task TestAsync(ConsoleVisit visit, ConsoleFactory connector)
    {
        var (member, recipient) = (connector.Type is "Email" ? "email" : "phone", visit.Form["recipient"].Trim());
        var tested = await visit.Api.PostAsync($"/api/connectors/{Uri.EscapeDataString(connector.FactoryId)}/test", new JsonObject
        {
            [member] = recipient, ["config"] = connector.Config?.DeepClone(), ["locale"] = visit.Frame.Texts.Language,
        });
        if (tested.IsGood) visit.Done(connector.Path, "connector_tested", recipient);
        else await ShowAsync(visit, Fresh(visit, connector) with { Recipient = recipient, TestProblem = WithRecipient(tested.Problem, member) });
    }

    private static ApiProblem WithRecipient(ApiProblem problem, string member) =>
        problem.Fields.TryGetValue(member, out var sentence) ? problem with { Fields = new Dictionary<string, string> { ["recipient"] = sentence } } : problem;

    private static async Task DeleteAsync(ConsoleVisit visit, ConsoleFactory connector)
    {
        var name = connector.NameIn(visit.Frame.Texts.Language);
        if (visit.Form["typed"] != name)
        {
            await ShowAsync(visit, Fresh(visit, connector) with { DeleteProblem = ApiProblem.Own(visit.Say("form.typed_wrong", ("name", name)), "typed") });
            return;
        }

        var deleted = await visit.Api.DeleteAsync(connector.ApiPath);
        if (deleted.IsGood) visit.Done(ConnectorListPage.Path, "connector_deleted", name);
        else await ShowAsync(visit, Fresh(visit, connector) with { DeleteProblem = deleted.Problem.At("typed") });
    }

    private static Task<ConsoleFactory> ReadAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleFactory>("/api/connectors/" + visit.RouteForUrl("connectorId"));

    private static ConnectorModel Fresh(ConsoleVisit visit, ConsoleFactory connector)
    {
        var stored = ConnectorForm.Of(connector);
        return new ConnectorModel(connector, new FormValues(stored, null), ConnectorForm.BodyOf(connector).Basis(visit, stored).Digest);
    }

    private static Task ShowAsync(ConsoleVisit visit, ConnectorModel model) =>
        visit.ShowAsync<ConnectorView, ConnectorModel>(model.Connector.NameIn(visit.Frame.Texts.Language), model, model.Status);
}

/// <param name="Basis">Of the values that the form was made from.</param>
internal sealed record ConnectorModel(ConsoleFactory Connector, FormValues Values, string Basis)
{
    public ApiProblem? Problem { get; init; }

    public ChangedMeanwhile? Changed { get; init; }

    /// <summary>As it was typed for a test.</summary>
    public string Recipient { get; init; } = "";

    public ApiProblem? TestProblem { get; init; }

    public ApiProblem? DeleteProblem { get; init; }

    public int Status => Changed is not null ? StatusCodes.Status409Conflict : (Problem ?? TestProblem ?? DeleteProblem)?.Status ?? StatusCodes.Status200OK;
}
