using Gatehouse.Server.Components;

namespace Gatehouse.Server.Console.Connectors;

/// <summary>A refusal of a connector's configuration: its members are told without the form's prefix.</summary>
internal static class ConnectorProblem
{
    public static ApiProblem Of(ApiAnswer answer)
    {
        var problem = answer.Problem;
        return problem.Code is "connector.invalid_config" ? problem with { Fields = problem.Fields.ToDictionary(field => Prefixed(field.Key), field => field.Value) } : problem;
    }

    private static string Prefixed(string path) => path.StartsWith("config.", StringComparison.Ordinal) ? path : "config." + path.Split('.', 2)[0];
}
