using System.Text.Json;

namespace Gatehouse.Server.Components;

/// <summary>What one of our own APIs answered to a page (docs/adr/0020).</summary>
internal sealed record ApiAnswer(int Status, IHeaderDictionary Headers, byte[] Body)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As the API says that something is not there, for what it has no route of its own.</summary>
    public static ApiAnswer NotFound { get; } = new(StatusCodes.Status404NotFound, new HeaderDictionary(), "{}"u8.ToArray());

    /// <summary>What is wrong with one member of a body, in words of the page's own; null: in those of the API.</summary>
    public Func<JsonElement, string>? Tell { get; init; }

    public bool IsGood => Status is >= 200 and < 300;

    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, Json)!;

    /// <summary>The refusal, where it is one.</summary>
    public ApiProblem Problem => ApiProblem.Of(this);

    /// <exception cref="ApiRefusedException">The answer is a refusal.</exception>
    public ApiAnswer OrThrow() => IsGood ? this : throw new ApiRefusedException(this);
}

/// <summary>A page of a list.</summary>
/// <param name="Total">Of all that match; a lower bound where it <paramref name="IsCapped"/>.</param>
internal sealed record ApiList<T>(IReadOnlyList<T> Items, long Total, bool IsCapped);

/// <summary>A refusal that the page has no place of its own for: it gets a page that tells it.</summary>
internal sealed class ApiRefusedException(ApiAnswer answer) : Exception(answer.Problem.Code)
{
    public ApiAnswer Answer => answer;
}
