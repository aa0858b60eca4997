using System.Collections.Frozen;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// Values of <c>response_type</c>: OAuth 2.0 Multiple Response Type Encoding Practices section 3 (the order of the words means nothing),
/// contract oidc.md section 1.1.
/// </summary>
public static class ResponseType
{
    public const string Code = "code";

    /// <summary>All that the server advertises, in canonical form. No client is registered for more than <see cref="Code"/>.</summary>
    public static FrozenSet<string> Known { get; } = FrozenSet.Create(StringComparer.Ordinal, "code id_token", Code, "id_token", "none");

    /// <summary>The words in alphabetical order.</summary>
    public static string? Canonical(string? text) => text is null ? null : string.Join(' ', Words(text).Order(StringComparer.Ordinal));

    public static bool HasCode(string? text) => text is not null && Words(text).Contains(Code);

    /// <summary>Whether the answer holds a token: then it never stands in a query.</summary>
    public static bool HasToken(string? text) => text is not null && Words(text).Any(word => word is "token" or "id_token");

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
