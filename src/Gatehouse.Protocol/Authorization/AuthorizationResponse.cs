using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.Authorization;

/// <summary>
/// What the client is told at its redirect URI: RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207 section 2, contract oidc.md sections 3
/// and 6. It holds the code, so nothing prints it.
/// </summary>
public sealed class AuthorizationResponse
{
    private AuthorizationResponse(IEnumerable<KeyValuePair<string, string?>> parameters) =>
        Parameters = [.. parameters.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))];

    /// <summary>In the order of the wire.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The code flow's success.</summary>
    public static AuthorizationResponse Success(string code, string? state, string issuer) =>
        new([new("code", code), new("state", state), new("iss", issuer)]);

    /// <summary>A refusal that may be redirected.</summary>
    public static AuthorizationResponse Failure(OAuthError error, string? state, string issuer) =>
        new(
        [
            new("error", error.Error),
            new("error_description", error.Description),
            new("scope", error.Scope),
            new("state", state),
            new("iss", issuer),
        ]);

    /// <summary>
    /// The address to redirect to; with <c>form_post</c> there is none, <see cref="FormPostPage"/> answers. RFC 6749 section 3.1.2: a query
    /// that the redirect URI has is kept.
    /// </summary>
    /// <param name="redirectUri">As the request named it, after it was found registered.</param>
    /// <param name="mode"><see cref="ResponseMode.Query"/> or <see cref="ResponseMode.Fragment"/>.</param>
    public string Location(string redirectUri, string mode)
    {
        var address = UriText.Escape(redirectUri);
        var answer = FormEncoding.Encode(Parameters);
        return mode switch
        {
            ResponseMode.Query => address + Separator(address) + answer,
            ResponseMode.Fragment => $"{address}#{answer}",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "This mode does not redirect."),
        };
    }

    private static string Separator(string address) =>
        !address.Contains('?', StringComparison.Ordinal) ? "?" : address.EndsWith('?') || address.EndsWith('&') ? "" : "&";
}
