using Gatehouse.Protocol.Keys;

namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>
/// What a client is registered with: its method (RFC 7591 section 2), its secrets, contract oidc.md sections 4.1 and 4.2, and its keys.
/// </summary>
public sealed record ClientCredentials(ClientAuthenticationMethod Method, IReadOnlyList<ClientSecret> Secrets)
{
    /// <summary>The keys of <c>private_key_jwt</c>: RFC 7591 section 2, <c>jwks</c>.</summary>
    public IReadOnlyList<PublicJwk> Keys { get; init; } = [];

    /// <summary>RFC 6749 section 2.1: a client that can't keep a secret.</summary>
    public bool IsPublic => Method == ClientAuthenticationMethod.None;

    /// <summary>
    /// Contract section 4.1: header and body are one method. A client that is registered for assertions has nothing else (ASVS 10.4.16),
    /// and one that is not has no assertions.
    /// </summary>
    internal bool Allow(ClientAuthenticationMethod method) => Method switch
    {
        ClientAuthenticationMethod.ClientSecretBasic or ClientAuthenticationMethod.ClientSecretPost =>
            method is ClientAuthenticationMethod.ClientSecretBasic or ClientAuthenticationMethod.ClientSecretPost,
        _ => method == Method,
    };
}
