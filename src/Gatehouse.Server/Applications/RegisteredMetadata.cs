using System.Text.Json;
using Gatehouse.Protocol.ClientAuthentication;
using Gatehouse.Protocol.Clients;
using Gatehouse.Protocol.Keys;

namespace Gatehouse.Server.Applications;

/// <summary>Reads the stored metadata of an application (contract/oidc.md 4.1). A member of another type than it should have counts as absent.</summary>
internal static class RegisteredMetadata
{
    private const int SecondsADay = 24 * 3600;

    public static ClientMetadata Of(Application row)
    {
        var client = row.OidcClientMetadata.ToElement();
        var settings = row.CustomClientMetadata.ToElement();
        var metadata = ClientMetadata.For(row.Type, IsOn(settings, "allowTokenExchange"), IsOn(settings, "isDeviceFlow"), row.IsThirdParty);
        return metadata with
        {
            TokenEndpointAuthMethod = MethodOf(client, metadata.TokenEndpointAuthMethod),
            RedirectUris = Texts(client, "redirectUris"),
            PostLogoutRedirectUris = Texts(client, "postLogoutRedirectUris"),
            BackchannelLogoutUri = Text(client, "backchannelLogoutUri") is { } uri && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed : null,
            BackchannelLogoutSessionRequired = IsOn(client, "backchannelLogoutSessionRequired"),
            IdTokenTtl = Number(settings, "idTokenTtl") ?? metadata.IdTokenTtl,
            RefreshTokenTtl = Number(settings, "refreshTokenTtlInDays") is { } days ? (long)days * SecondsADay
                : Number(settings, "refreshTokenTtl") ?? metadata.RefreshTokenTtl,
            AlwaysIssueRefreshToken = IsOn(settings, "alwaysIssueRefreshToken"),
            RotateRefreshToken = !IsOff(settings, "rotateRefreshToken"),
            MaxAllowedGrants = Number(settings, "maxAllowedGrants"),
            // RFC 9126 section 6 and RFC 9449 section 5.2, in the spelling of the members beside them.
            RequirePushedAuthorizationRequests = IsOn(client, "requirePushedAuthorizationRequests"),
            DpopBoundAccessTokens = IsOn(client, "dpopBoundAccessTokens"),
        };
    }

    /// <summary>The keys of <c>private_key_jwt</c>: RFC 7591 section 2, <c>jwks</c>.</summary>
    public static IReadOnlyList<PublicJwk> KeysOf(Application row) =>
        row.OidcClientMetadata.ToElement().TryGetProperty("jwks", out var set) ? PublicJwk.ReadSet(set) : [];

    /// <summary>The web origins that the application lists beside those of its redirect URIs.</summary>
    public static IReadOnlyList<string> OriginsOf(Application row) => Texts(row.CustomClientMetadata.ToElement(), "corsAllowedOrigins");

    /// <summary>RFC 7591 section 2, <c>token_endpoint_auth_method</c>: a confidential client may insist on assertions. A public one stays public.</summary>
    private static ClientAuthenticationMethod MethodOf(JsonElement client, ClientAuthenticationMethod ofType) => Text(client, "tokenEndpointAuthMethod") switch
    {
        "private_key_jwt" when ofType != ClientAuthenticationMethod.None => ClientAuthenticationMethod.PrivateKeyJwt,
        "client_secret_jwt" when ofType != ClientAuthenticationMethod.None => ClientAuthenticationMethod.ClientSecretJwt,
        _ => ofType,
    };

    private static IReadOnlyList<string> Texts(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];

    private static string? Text(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;

    private static bool IsOn(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool IsOff(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;
}
