using System.Text.Json.Nodes;

namespace Gatehouse.Server.Console.Overview;

/// <summary>What to do in a new installation, and what of it is done.</summary>
internal static class FirstSteps
{
    /// <summary>The development connectors come with the installation; nothing that they take leaves the server.</summary>
    private const string Mailbox = "gatehouse-mailbox-";

    /// <summary>Those that the reader may take; empty when all of them are done.</summary>
    public static async Task<IReadOnlyList<FirstStep>> ReadAsync(ConsoleVisit visit)
    {
        var steps = new List<FirstStep>();
        await AddAsync(visit, steps, "application", "/applications/create", "POST", "/applications", async () =>
            (await visit.Api.ListAsync<JsonObject>("/api/applications?page=1&page_size=2")).Total > 0);
        await AddAsync(visit, steps, "user", "/users/create", "POST", "/users", async () => (await visit.Api.ListAsync<JsonObject>("/api/users?page=1&page_size=1")).Total > 0);
        await AddAsync(visit, steps, "mail", "/connectors", "POST", "/connectors", async () =>
            (await visit.Api.ReadAsync<List<ConnectorKind>>("/api/connectors")).Exists(connector => !connector.ConnectorId.StartsWith(Mailbox, StringComparison.Ordinal)));
        await AddAsync(visit, steps, "look", "/sign-in-experience", "PATCH", "/sign-in-exp", async () =>
            await visit.Api.GetAsync("/api/configs/admin-console") is { IsGood: true } answer && answer.Read<JsonObject>().At("signInExperienceCustomized").IsTrue());
        await AddAsync(visit, steps, "webhook", "/webhooks/create", "POST", "/hooks", async () => (await visit.Api.ListAsync<JsonObject>("/api/hooks?page=1&page_size=1")).Total > 0);
        return steps.TrueForAll(step => step.IsDone) ? [] : steps;
    }

    private static async Task AddAsync(ConsoleVisit visit, List<FirstStep> steps, string name, string path, string method, string pattern, Func<Task<bool>> isDone)
    {
        if (visit.Frame.May(method, pattern)) steps.Add(new FirstStep(name, path, await isDone()));
    }

    private sealed record ConnectorKind(string ConnectorId);
}

/// <param name="Name">Of its sentences, <c>first.NAME</c>.</param>
/// <param name="Path">Where it is taken.</param>
internal sealed record FirstStep(string Name, string Path, bool IsDone);
