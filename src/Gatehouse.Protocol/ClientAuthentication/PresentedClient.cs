using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Parameters;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// Who the caller says it is, before anything was looked up: RFC 6749 sections 2.3.1 and 3.2.1, contract oidc.md sections 3 and 4.1.
/// </summary>
public sealed record PresentedClient(string ClientId, ClientAuthenticationMethod Method, SecretText? Secret)
{
    /// <param name="authorizationHeader">The header's value; null or empty when it was not sent.</param>
    public static Checked<PresentedClient> Read(string? authorizationHeader, ProtocolParameters parameters)
    {
        var clientId = parameters["client_id"];
        var secret = parameters["client_secret"];
        var hasAssertion = parameters["client_assertion"] is not null || parameters["client_assertion_type"] is not null;

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
            // RFC 7523 section 2.2: no client can be registered for it yet, and ignoring it would let the caller pass as a public client.
            return OAuthError.InvalidClient("Client assertions are not enabled for this client.");
        }

        if (clientId is null) return OAuthError.InvalidRequest("client_id is missing and the client did not authenticate.");
        return secret is null
            ? new PresentedClient(clientId, ClientAuthenticationMethod.None, null)
            : new PresentedClient(clientId, ClientAuthenticationMethod.ClientSecretPost, new SecretText(secret));
    }

    private static OAuthError MoreThanOneMethod() =>
        OAuthError.InvalidRequest("The client authenticates in more than one way at once.");
}
