using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Platform.Api;

/// <summary>What an operation of a JSON API takes and gives, beyond its method and path. The edge checks it before the endpoint runs.</summary>
internal sealed record ApiContract
{
    public ObjectSchema? Query { get; init; }

    /// <summary>The query may hold the grammar of searches too, whose names are open (contract/management-api.md 2.4).</summary>
    public bool TakesSearch { get; init; }

    /// <summary>An <see cref="ObjectSchema"/> almost always; a <see cref="WholeSchema{T}"/> where the body is a list or a map.</summary>
    public Schema<Input>? Body { get; init; }

    /// <summary>The body is a form with a file.</summary>
    public FilePartRule? File { get; init; }

    /// <summary>Whoever asks is answered: no token is looked at.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The media types of a body that is a file; null: the body is JSON, or there is none.</summary>
    public IReadOnlyList<string>? Uploads { get; init; }

    /// <summary>The media types of a success that is a file, written while it is read; null: it is JSON.</summary>
    public IReadOnlyList<string>? Downloads { get; init; }

    public Paging Paging { get; init; }

    /// <summary>
    /// The JSON body of a success, member for member: it documents the operation, and the tests hold every answer against it. Null: no body,
    /// or a plain text.
    /// </summary>
    public ISchema? Answer { get; init; }

    /// <summary>The status of a success that the endpoint does not choose itself.</summary>
    public int Success { get; init; } = 200;
}

internal enum Paging
{
    /// <summary>The answer is one thing, or a list that is always whole.</summary>
    None,

    /// <summary>Always a page (contract/management-api.md 1.6).</summary>
    Mandatory,

    /// <summary>The whole list unless the request asks for a page.</summary>
    Optional,
}

/// <summary>One operation of a JSON API. It sees checked input only and knows nothing of headers.</summary>
internal interface IApiEndpoint
{
    static abstract ApiContract Contract { get; }

    Task<ApiResult> HandleAsync(ApiCall call);
}
