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

    public JsonText? Body { get; private init; }

    /// <summary>The number of items on all pages, on a paged answer.</summary>
    public long? Total { get; private init; }

    public Refusal? Refusal { get; private init; }

    /// <summary>A body that is the reason phrase of the status as plain text (contract/management-api.md 1.1).</summary>
    public bool IsPlain { get; private init; }

    /// <summary>The language of the body, for a <c>Content-Language</c> header (RFC 9110 section 8.5).</summary>
    public string? Language { get; init; }

    public static ApiResult NoContent { get; } = new() { Status = StatusCodes.Status204NoContent };

    public static ApiResult Plain { get; } = new() { IsPlain = true };

    public static ApiResult Json(JsonText body, int? status = null) => new() { Body = body, Status = status };

    public static ApiResult Paged(JsonText body, long total) => new() { Body = body, Total = total };

    public static implicit operator ApiResult(Refusal refusal) => new() { Refusal = refusal };
}
