namespace Gatehouse.Protocol.Authorization;

/// <summary>The <c>request_uri</c> of a pushed request: RFC 9126 section 2.2.</summary>
public static class RequestUri
{
    private const string Prefix = "urn:ietf:params:oauth:request_uri:";

    /// <param name="reference">The random part.</param>
    public static string Of(string reference) => Prefix + reference;

    /// <summary>The random part, or null when this server can't have made the URI.</summary>
    public static string? ReferenceOf(string? requestUri) =>
        requestUri is not null && requestUri.StartsWith(Prefix, StringComparison.Ordinal) && requestUri.Length > Prefix.Length
            ? requestUri[Prefix.Length..]
            : null;
}
