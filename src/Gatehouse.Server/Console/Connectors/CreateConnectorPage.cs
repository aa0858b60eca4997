using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Connectors;

/// <summary>GET and POST /console/{tenant}/connectors/create/{factoryId}: a connector by the form of its factory.</summary>
internal sealed class CreateConnectorPage : IConsolePage
{
    /// <summary>The codes that are about one value, and its field.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["connector.should_specify_target"] = "metadata.target", ["connector.multiple_target_with_same_platform"] = "metadata.target",
    };

    public async Task GetAsync(ConsoleVisit visit)
    {
        var factory = await FactoryAsync(visit);
        await ShowAsync(visit, factory, new FormValues(ConnectorForm.New(factory), null), null);
    }

    public async Task PostAsync(ConsoleVisit visit)
    {
        var factory = await FactoryAsync(visit);
        if (ConnectorForm.BodyOf(factory).Read(visit, [], out var problem) is { } body)
        {
            body["connectorId"] = factory.Id;
            var made = await visit.Api.PostAsync("/api/connectors", body);
            if (made.IsGood)
            {
                var connector = made.Read<ConsoleFactory>();
                visit.Done(connector.Path, "connector_created", connector.NameIn(visit.Frame.Texts.Language));
                return;
            }

            problem = ConnectorProblem.Of(made).At(Fields);
        }

        await ShowAsync(visit, factory, new FormValues(ConnectorForm.New(factory), visit.Form), problem);
    }

    private static Task<ConsoleFactory> FactoryAsync(ConsoleVisit visit) => visit.Api.ReadAsync<ConsoleFactory>("/api/connector-factories/" + visit.RouteForUrl("factoryId"));

    private static Task ShowAsync(ConsoleVisit visit, ConsoleFactory factory, FormValues values, ApiProblem? problem) => visit.ShowAsync<CreateConnectorView, CreateConnectorModel>(
        factory.NameIn(visit.Frame.Texts.Language), new CreateConnectorModel(factory, values, problem), problem?.Status ?? StatusCodes.Status200OK);
}

internal sealed record CreateConnectorModel(ConsoleFactory Factory, FormValues Values, ApiProblem? Problem);
