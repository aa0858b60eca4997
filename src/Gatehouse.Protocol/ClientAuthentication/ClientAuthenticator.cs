using Gatehouse.Protocol.Errors;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// Holds what was presented against what is registered: RFC 6749 sections 2.3.1 and 3.2.1, RFC 7523 sections 2.2 and 3, contract oidc.md
/// sections 3, 4.1 and 4.2. A client that is not registered is <see cref="OAuthError.UnknownClient"/>.
/// </summary>
public static class ClientAuthenticator
{
    /// <param name="issuer">What assertions must be addressed to.</param>
    public static Checked<AuthenticatedClient> Authenticate(PresentedClient presented, ClientCredentials client, string issuer, DateTimeOffset now)
    {
        if (!client.Allow(presented.Method)) return NotAllowed(presented, client);
        return presented switch
        {
            { Assertion: { } assertion } => JudgeAssertion(presented, assertion, client, issuer, now),
            { Secret: { } secret } => JudgeSecret(presented, secret.Digest(), client, now),
            _ when client.IsPublic => new AuthenticatedClient(presented.ClientId, presented.Method, null),
            _ => OAuthError.InvalidClient("This client must authenticate."),
        };
    }

    private static OAuthError NotAllowed(PresentedClient presented, ClientCredentials client) => OAuthError.InvalidClient(
        client.IsPublic ? "This client is public and must not send a secret or an assertion."
        : presented.Method == ClientAuthenticationMethod.None ? "This client must authenticate."
        : "The client is not registered for this way to authenticate.");

    private static Checked<AuthenticatedClient> JudgeSecret(PresentedClient presented, byte[] digest, ClientCredentials client, DateTimeOffset now) =>
        Find(client, secret => secret.Matches(digest), now).TryGet(out var name, out var refused)
            ? new AuthenticatedClient(presented.ClientId, presented.Method, name)
            : refused;

    private static Checked<AuthenticatedClient> JudgeAssertion(
        PresentedClient presented, ReceivedJws assertion, ClientCredentials client, string issuer, DateTimeOffset now)
    {
        string? secretName = null;
        OAuthError? refused;
        if (presented.Method == ClientAuthenticationMethod.ClientSecretJwt)
        {
            if (!Find(client, secret => secret.Made(assertion), now).TryGet(out secretName, out refused)) return refused;
        }
        else if (!ClientAssertion.IsSignedByOneOf(client.Keys, assertion))
        {
            return OAuthError.InvalidClient("The client assertion is not signed with a registered key.");
        }

        return ClientAssertion.Judge(assertion, presented.ClientId, issuer, now).TryGet(out var id, out refused)
            ? new AuthenticatedClient(presented.ClientId, presented.Method, secretName) { Assertion = id }
            : refused;
    }

    /// <summary>
    /// The name of the live secret that fits. Every secret is tried, in constant time and to the end, so that the time taken tells
    /// neither which one matched nor how far.
    /// </summary>
    private static Checked<string> Find(ClientCredentials client, Func<ClientSecret, bool> fits, DateTimeOffset now)
    {
        ClientSecret? live = null;
        ClientSecret? expired = null;
        foreach (var secret in client.Secrets)
        {
            var matches = fits(secret);
            if (matches && secret.IsLive(now)) live ??= secret;
            else if (matches) expired ??= secret;
        }

        if (live is not null) return live.Name;
        return expired is not null
            ? OAuthError.InvalidRequest("This client secret has expired.")
            : OAuthError.InvalidClient("The client secret is not right.");
    }
}
