namespace Gatehouse.Server.Platform.Api;

/// <summary>A request that the server makes to itself.</summary>
/// <param name="Path">With query, encoded as in a request line: <c>/api/users?page=2</c>.</param>
internal sealed record OwnRequest(string Method, string Path)
{
    /// <summary>The tenant whose endpoint is called.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Null: nobody in particular, as from a stranger.</summary>
    public ActingAdministrator? Administrator { get; init; }

    /// <summary>Null: none, or <see cref="Content"/>.</summary>
    public byte[]? Body { get; init; }

    /// <summary>A body that is too large to be held, for example a file that is being uploaded; null: none, or <see cref="Body"/>.</summary>
    public Stream? Content { get; init; }

    /// <summary>Of the body; null without one.</summary>
    public string? MediaType { get; init; }

    /// <summary>The header <c>Accept</c>; null: whatever comes.</summary>
    public string? Accept { get; init; }

    /// <summary>Further headers, for example <c>Authorization</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What else the request has that no request from outside can bring, by its type.</summary>
    public IReadOnlyList<object> Extras { get; init; } = [];

    /// <summary>Of the sentences in the answer, BCP 47; null: English.</summary>
    public string? Language { get; init; }
}

/// <summary>What the server answered itself.</summary>
internal sealed record OwnAnswer(int Status, IHeaderDictionary Headers, byte[] Body);
