using System.Buffers;
using System.Text.Json;
using Gatehouse.Protocol.Dpop;
using Gatehouse.Protocol.Json;
using Gatehouse.Protocol.Keys;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Protocol.TokenEndpoint;

namespace Gatehouse.Protocol.Discovery;

/// <summary>
/// What the server says about itself: OpenID Connect Discovery section 3, RFC 8414 section 2; members, values and order by contract
/// oidc.md section 1.1.
/// </summary>
public static class DiscoveryDocument
{
    // RFC 8414 section 2: one way to authenticate for all endpoints that clients call. Without these members a client would have to assume
    // client_secret_basic at introspection and revocation. Before Members, which reads them.
    private static readonly string[] ClientMethods = ["client_secret_basic", "client_secret_jwt", "client_secret_post", "private_key_jwt", "none"];
    private static readonly string[] ClientAlgorithms = ["HS256", "RS256", "PS256", "ES256", "Ed25519", "EdDSA"];

    // A string is a path below the issuer, null the algorithm of the current key; the others stand as they are.
    private static readonly (string Member, object? Value)[] Members =
    [
        ("issuer", ""),
        ("authorization_endpoint", EndpointPath.Authorization),
        ("token_endpoint", EndpointPath.Token),
        ("userinfo_endpoint", EndpointPath.UserInfo),
        ("jwks_uri", EndpointPath.Jwks),
        ("end_session_endpoint", EndpointPath.EndSession),
        ("introspection_endpoint", EndpointPath.Introspection),
        ("revocation_endpoint", EndpointPath.Revocation),
        ("device_authorization_endpoint", EndpointPath.DeviceAuthorization),
        ("pushed_authorization_request_endpoint", EndpointPath.PushedAuthorizationRequest),
        ("authorization_response_iss_parameter_supported", true),
        ("backchannel_logout_supported", true),
        ("backchannel_logout_session_supported", true),
        ("claims_parameter_supported", false),
        ("request_uri_parameter_supported", false),
        ("claim_types_supported", Words("normal")),
        ("code_challenge_methods_supported", Words("S256")),
        ("grant_types_supported", new[]
        {
            GrantType.Implicit, GrantType.AuthorizationCode, GrantType.RefreshToken, GrantType.ClientCredentials, GrantType.DeviceCode,
            GrantType.TokenExchange,
        }),
        ("response_types_supported", new[] { "code id_token", "code", "id_token", "none" }),
        ("response_modes_supported", Words("form_post fragment query")),
        ("subject_types_supported", Words("public")),
        ("id_token_signing_alg_values_supported", null),
        ("token_endpoint_auth_methods_supported", ClientMethods),
        ("token_endpoint_auth_signing_alg_values_supported", ClientAlgorithms),
        ("introspection_endpoint_auth_methods_supported", ClientMethods),
        ("introspection_endpoint_auth_signing_alg_values_supported", ClientAlgorithms),
        ("revocation_endpoint_auth_methods_supported", ClientMethods),
        ("revocation_endpoint_auth_signing_alg_values_supported", ClientAlgorithms),
        ("dpop_signing_alg_values_supported", DpopProof.Algorithms.ToArray()),
        ("scopes_supported", OidcScope.All.ToArray()),
        ("claims_supported", Words(
            "sub name family_name given_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo " +
            "locale updated_at username created_at email email_verified phone_number phone_number_verified address custom_data " +
            "identities sso_identities roles organizations organization_data organization_roles sid auth_time iss")),
    ];

    /// <param name="issuer"><c>&lt;endpoint&gt;/oidc</c>, without trailing slash.</param>
    /// <param name="current">The algorithm of the Current key, which signs ID tokens.</param>
    public static byte[] ToUtf8(string issuer, SigningAlgorithm current)
    {
        // OpenID Connect Discovery section 4.3 compares issuers as strings: a slash more is another issuer.
        if (issuer.EndsWith('/')) throw new ArgumentException("An issuer has no trailing slash.", nameof(issuer));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Options)) Write(writer, issuer, current);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string issuer, SigningAlgorithm current)
    {
        writer.WriteStartObject();
        foreach (var (member, value) in Members)
        {
            switch (value)
            {
                case string path:
                    writer.WriteString(member, issuer + path);
                    break;
                case bool flag:
                    writer.WriteBoolean(member, flag);
                    break;
                case string[] list:
                    WriteList(writer, member, list);
                    break;
                default:
                    WriteList(writer, member, [current.Name]);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string member, ReadOnlySpan<string> values)
    {
        writer.WriteStartArray(member);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static string[] Words(string text) => text.Split(' ');
}
