using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Paging;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Platform.Api;

/// <summary>One call of an <see cref="IApiEndpoint"/>, its input checked.</summary>
internal sealed class ApiCall
{
    public required IReadOnlyDictionary<string, string> Params { get; init; }

    /// <summary>The query as it was sent, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> QueryPairs { get; init; }

    public Input Query { get; init; } = Input.Empty;

    public Input Body { get; init; } = Input.Empty;

    /// <summary>The page asked for; null when the whole list is wanted.</summary>
    public Page? Page { get; init; }

    /// <summary>The file of an operation that takes one as a part of a form; null for all others, and where the endpoint reads it.</summary>
    public FilePart? File { get; init; }

    /// <summary>Reads the file of an operation that does so itself; null for all others.</summary>
    public Func<Task<Checked<FilePart>>>? ReadFile { get; init; }

    /// <summary>The body of an operation that takes a file; null for all others.</summary>
    public Upload? Upload { get; init; }

    /// <summary>The request's, for the few operations whose input stands in one, that answer in several formats or hold sentences.</summary>
    public IHeaderDictionary Headers { get; init; } = new HeaderDictionary();

    public required ApiPrincipal Caller { get; init; }

    public required CancellationToken Aborted { get; init; }

    public string Param(string name) => Params[name];
}

/// <summary>Who calls: an application or a user (contract/management-api.md 1.2), or a browser by its interaction.</summary>
/// <param name="Type"><c>app</c>, <c>user</c>, <c>interaction</c> or <c>anonymous</c>.</param>
internal record ApiPrincipal(string Type, string Id)
{
    public static ApiPrincipal Anonymous { get; } = new("anonymous", "");
}
