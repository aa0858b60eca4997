using System.Collections.Frozen;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// Values of <c>response_mode</c>: OAuth 2.0 Multiple Response Type Encoding Practices section 2.1, OAuth 2.0 Form Post Response Mode,
/// contract oidc.md sections 1.1 and 3.
/// </summary>
public static class ResponseMode
{
    public const string Query = "query";
    public const string Fragment = "fragment";
    public const string FormPost = "form_post";

    public static FrozenSet<string> Known { get; } = FrozenSet.Create(StringComparer.Ordinal, Query, Fragment, FormPost);

    /// <summary>By the words of the response type, whether it is allowed or not.</summary>
    public static string Default(string? responseType) => ResponseType.HasToken(responseType) ? Fragment : Query;

    /// <summary>A token in a query would end up in logs and histories.</summary>
    public static bool Fits(string mode, string? responseType) => mode != Query || !ResponseType.HasToken(responseType);

    /// <summary>How an answer is given, errors about the mode itself included.</summary>
    public static string InForce(string? asked, string? responseType) =>
        asked is not null && Known.Contains(asked) && Fits(asked, responseType) ? asked : Default(responseType);
}
