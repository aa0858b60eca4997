using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Keys;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// Who the caller says it is, before anything was looked up: RFC 6749 sections 2.3.1 and 3.2.1, RFC 7523 section 2.2, contract oidc.md
/// sections 3 and 4.1.
/// </summary>
public sealed record PresentedClient(string ClientId, ClientAuthenticationMethod Method, SecretText? Secret)
{
    /// <summary>Set for the two methods with assertions, and only for them.</summary>
    internal ReceivedJws? Assertion { get; private init; }

    /// <param name="authorizationHeader">The header's value; null or empty when it was not sent.</param>
    public static Checked<PresentedClient> Read(string? authorizationHeader, ProtocolParameters parameters)
    {
        var clientId = parameters["client_id"];
        var secret = parameters["client_secret"];
        var assertion = parameters["client_assertion"];
        var assertionType = parameters["client_assertion_type"];
        var hasAssertion = assertion is not null || assertionType is not null;

        if (!string.IsNullOrWhiteSpace(authorizationHeader))
        {
            if (!BasicCredentials.TryParse(authorizationHeader, out var basicId, out var basicSecret))
                return OAuthError.InvalidRequest("The Authorization header does not hold well-formed Basic credentials.");
            // RFC 6749 section 2.3: not more than one method in a request.
            if (secret is not null || hasAssertion) return MoreThanOneMethod();
            if (clientId is not null && clientId != basicId)
                return OAuthError.InvalidRequest("client_id differs from the user of the Authorization header.");
            return new PresentedClient(basicId, ClientAuthenticationMethod.ClientSecretBasic, new SecretText(basicSecret));
        }

        if (hasAssertion)
        {
            if (secret is not null) return MoreThanOneMethod();
            if (assertion is null || assertionType is null)
                return OAuthError.InvalidRequest("client_assertion and client_assertion_type belong together.");
            return assertionType == ClientAssertion.Type
                ? Read(assertion, clientId)
                : OAuthError.InvalidRequest("This client_assertion_type is not supported.");
        }

        if (clientId is null) return OAuthError.InvalidRequest("client_id is missing and the client did not authenticate.");
        return secret is null
            ? new PresentedClient(clientId, ClientAuthenticationMethod.None, null)
            : new PresentedClient(clientId, ClientAuthenticationMethod.ClientSecretPost, new SecretText(secret));
    }

    // RFC 7521 section 4.2: the assertion's subject is the client, and client_id may be left out.
    private static Checked<PresentedClient> Read(string assertion, string? clientId)
    {
        if (ReceivedJws.Read(assertion) is not { } jws) return OAuthError.InvalidRequest("The client assertion is no well-formed JWT.");
        if (jws.Text("sub") is not { Length: > 0 } subject) return OAuthError.InvalidRequest("The client assertion needs sub.");
        if (clientId is not null && clientId != subject) return OAuthError.InvalidRequest("client_id differs from the subject of the client assertion.");
        return ClientAssertion.MethodOf(jws) is { } method
            ? new PresentedClient(subject, method, null) { Assertion = jws }
            : OAuthError.InvalidClient("The client assertion's algorithm is not supported.");
    }

    private static OAuthError MoreThanOneMethod() =>
        OAuthError.InvalidRequest("The client authenticates in more than one way at once.");
}
