namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// What a client is registered with: its method (<c>none</c> or <c>client_secret_basic</c>, RFC 7591 section 2) and its secrets, contract
/// oidc.md sections 4.1 and 4.2.
/// </summary>
public sealed record ClientCredentials(ClientAuthenticationMethod Method, IReadOnlyList<ClientSecret> Secrets)
{
    /// <summary>RFC 6749 section 2.1: a client that can't keep a secret.</summary>
    public bool IsPublic => Method == ClientAuthenticationMethod.None;
}
