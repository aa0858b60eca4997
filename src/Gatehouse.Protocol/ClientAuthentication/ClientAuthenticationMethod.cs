namespace Gatehouse.Protocol.ClientAuthentication;

/// <summary>How a client proves who it is: RFC 7591 section 2 (<c>token_endpoint_auth_method</c>), contract oidc.md section 4.1.</summary>
public enum ClientAuthenticationMethod
{
    /// <summary><c>none</c>: a public client, named by <c>client_id</c> alone.</summary>
    None,

    /// <summary><c>client_secret_basic</c>; clients registered for it may use the body as well.</summary>
    ClientSecretBasic,

    /// <summary><c>client_secret_post</c>: <c>client_id</c> and <c>client_secret</c> in the body.</summary>
    ClientSecretPost,

    /// <summary><c>client_secret_jwt</c>: an assertion with a MAC under the secret, OpenID Connect Core section 9.</summary>
    ClientSecretJwt,

    /// <summary><c>private_key_jwt</c>: an assertion signed with a registered key, OpenID Connect Core section 9.</summary>
    PrivateKeyJwt,
}
