using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Platform.Errors;

/// <summary>
/// An expected "no": the stable code that clients switch on, the HTTP status that goes with it, and what belongs into the error's
/// <c>data</c>. The sentence for people is found by the code when the refusal is rendered (<c>Texts/errors.*.json</c>); <see cref="Details"/>
/// carries the values that the sentence names. Codes and statuses: contract/management-error-codes.md.
/// </summary>
internal sealed record Refusal(string Code, int Status = 400)
{
    public JsonText? Data { get; init; }

    /// <summary>Values for the <c>{name}</c> places of the sentence.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>The member <c>details</c>: only validation and JSON syntax errors have it.</summary>
    public string? Details { get; init; }

    /// <summary>What stands beside the code where clients also look for an OAuth error (contract/experience-api.md 1).</summary>
    public OAuthMembers? OAuth { get; init; }

    /// <summary>Seconds for a <c>Retry-After</c> header, where waiting helps.</summary>
    public int? RetryAfter { get; init; }

    public Refusal With(string name, string value) =>
        this with { Values = new Dictionary<string, string>(Values ?? new Dictionary<string, string>()) { [name] = value } };

    /// <summary>400 <c>request.invalid_input</c>: well-formed, but the request as a whole makes no sense; the reason stands in the message.</summary>
    public static Refusal InvalidRequest(string reason) => new Refusal("request.invalid_input").With("reason", reason);
}

/// <summary>The members <c>error</c> and <c>error_description</c> of RFC 6749 section 5.2.</summary>
internal sealed record OAuthMembers(string Error, string Description);
