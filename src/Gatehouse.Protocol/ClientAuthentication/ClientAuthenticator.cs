using Gatehouse.Protocol.Errors;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// Holds what was presented against what is registered: RFC 6749 sections 2.3.1 and 3.2.1, contract oidc.md sections 3, 4.1 and 4.2.
/// A client that is not registered is <see cref="OAuthError.UnknownClient"/>.
/// </summary>
public static class ClientAuthenticator
{
    public static Checked<AuthenticatedClient> Authenticate(PresentedClient presented, ClientCredentials client, DateTimeOffset now)
    {
        if (client.IsPublic)
        {
            return presented.Secret is null
                ? new AuthenticatedClient(presented.ClientId, presented.Method, null)
                : OAuthError.InvalidClient("This client is public and must not send a secret.");
        }

        if (presented.Secret is null) return OAuthError.InvalidClient("This client must authenticate with its secret.");

        // Every secret is compared, in constant time and to the end, so that the time taken tells neither which one matched nor how far.
        var digest = presented.Secret.Digest();
        ClientSecret? live = null;
        ClientSecret? expired = null;
        foreach (var secret in client.Secrets)
        {
            var matches = secret.Matches(digest);
            if (matches && secret.IsLive(now)) live ??= secret;
            else if (matches) expired ??= secret;
        }

        if (live is not null) return new AuthenticatedClient(presented.ClientId, presented.Method, live.Name);
        return expired is not null
            ? OAuthError.InvalidRequest("This client secret has expired.")
            : OAuthError.InvalidClient("The client secret is not right.");
    }
}
