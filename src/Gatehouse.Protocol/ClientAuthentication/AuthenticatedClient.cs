namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>A client that passed <see cref="ClientAuthenticator"/>: contract oidc.md section 4.2.</summary>
/// <param name="SecretName">The name of the secret used, for the audit log; null for a public client and for a signed assertion.</param>
public sealed record AuthenticatedClient(string ClientId, ClientAuthenticationMethod Method, string? SecretName)
{
    /// <summary>The assertion's id, which the caller must take only once; null for the methods without assertion.</summary>
    public AssertionId? Assertion { get; init; }
}
