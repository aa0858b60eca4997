using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Api;

/// <summary>What an <see cref="IApiEndpoint"/> answers.</summary>
internal sealed record ApiResult
{
    private ApiResult()
    {
    }

    /// <summary>Null: the contract's status of success.</summary>
    public int? Status { get; private init; }

    public JsonText? Body { get; init; }

    /// <summary>The number of items on all pages, on a paged answer.</summary>
    public long? Total { get; private init; }

    /// <summary>The total is where counting stopped (contract/management-api.md 1.6).</summary>
    public bool IsCapped { get; private init; }

    /// <summary>Where the list goes on, on an answer that is read by cursor and has more.</summary>
    public string? Cursor { get; private init; }

    public Refusal? Refusal { get; private init; }

    /// <summary>A file, in place of a body.</summary>
    public Download? Download { get; private init; }

    /// <summary>The header <c>Location</c>: a path of this API, without the prefix.</summary>
    public string? Location { get; private init; }

    /// <summary>A body that is the reason phrase of the status as plain text (contract/management-api.md 1.1).</summary>
    public bool IsPlain { get; private init; }

    /// <summary>The language of the body, for a <c>Content-Language</c> header (RFC 9110 section 8.5).</summary>
    public string? Language { get; init; }

    /// <summary>A header of this answer alone.</summary>
    public KeyValuePair<string, string>? Header { get; init; }

    public static ApiResult NoContent { get; } = new() { Status = StatusCodes.Status204NoContent };

    public static ApiResult Plain { get; } = new() { IsPlain = true };

    /// <summary>201 without anything to show.</summary>
    public static ApiResult PlainCreated { get; } = new() { IsPlain = true, Status = StatusCodes.Status201Created };

    /// <summary>What an unknown path answers, for an operation that is not there for this caller's tenant.</summary>
    public static ApiResult PlainNotFound { get; } = new() { IsPlain = true, Status = StatusCodes.Status404NotFound };

    public static ApiResult Json(JsonText body, int? status = null) => new() { Body = body, Status = status };

    public static ApiResult Paged(JsonText body, long total, bool isCapped = false) => new() { Body = body, Total = total, IsCapped = isCapped };

    /// <param name="cursor">Null: the list ends here.</param>
    public static ApiResult Continued(JsonText body, string? cursor) => new() { Body = body, Cursor = cursor };

    /// <summary>202: what was ordered is under way, and there one sees how far it is.</summary>
    public static ApiResult Accepted(JsonText body, string location) => new() { Body = body, Status = StatusCodes.Status202Accepted, Location = location };

    /// <summary>A file, whose first piece is made before the answer begins: what goes wrong until then is an error like any other.</summary>
    public static async Task<ApiResult> FileAsync(string contentType, string name, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken ct) =>
        new() { Download = await Api.Download.BeginAsync(contentType, name, pieces, ct) };

    public static implicit operator ApiResult(Refusal refusal) => new() { Refusal = refusal };
}
