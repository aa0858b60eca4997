using System.Text.Json;
using Gatehouse.Protocol.Authorization;
using Gatehouse.Protocol.Keys;
using Gatehouse.Protocol.Scopes;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.Applications;

/// <summary>
/// The JSON columns of an application, member for member (contract/management-apps-resources-roles.md 1.1): as they are sent, and as answers
/// show them, where rows of any age must fit. <see cref="RegisteredMetadata"/> gives the members their meaning.
/// </summary>
internal static class MetadataSchemas
{
    private const int LongestRefreshDays = 180;

    /// <summary>The rule for addresses is the provider's own.</summary>
    public static Schema<JsonText> OidcClient { get; } = OidcClientWith(
        Schemas.Text.Where(uri => RedirectUris.MayBeRegistered(uri) ? null : "Must be a redirect URI that can be answered"),
        Schemas.AnyObject.Where(set => AreKeys(set) ? null : "Must be a JWK set of public keys that signatures can be checked with"));

    public static Schema<JsonText> OidcClientShown { get; } = OidcClientWith(Schemas.Text, Schemas.AnyObject);

    /// <summary>Times in seconds. Origins are any texts.</summary>
    public static Schema<JsonText> CustomClient { get; } = Schemas.ObjectOf(
        Schemas.ListOf(Schemas.NonEmptyText).Optional("corsAllowedOrigins"),
        Schemas.Number.Optional("idTokenTtl"),
        Schemas.Number.Optional("refreshTokenTtl"),
        Schemas.NumberBetween(1, LongestRefreshDays).Whole().Optional("refreshTokenTtlInDays"),
        Schemas.Text.Optional("tenantId"),
        Schemas.Flag.Optional("alwaysIssueRefreshToken"),
        Schemas.Flag.Optional("rotateRefreshToken"),
        Schemas.Flag.Optional("allowTokenExchange"),
        Schemas.Flag.Optional("isDeviceFlow"),
        Schemas.NumberBetween(1, int.MaxValue).Whole().Optional("maxAllowedGrants"));

    /// <summary>What can be changed of a protected application.</summary>
    public static Schema<JsonText> ProtectedAppChange { get; } = Schemas.ObjectOf(
        Schemas.Text.Optional("origin"), Schemas.Number.Optional("sessionDuration"), PageRules.Optional("pageRules"), AdditionalScopes.Optional("additionalScopes"));

    public static Schema<JsonText> ProtectedAppShown { get; } = Schemas.ObjectOf(
        Schemas.Text.Required("host"), Schemas.Text.Required("origin"), Schemas.Number.Required("sessionDuration"), PageRules.Required("pageRules"),
        AdditionalScopes.Optional("additionalScopes"), Schemas.ListOf(CustomDomain).Optional("customDomains"));

    /// <summary>A domain that a customer brought to a protected application.</summary>
    public static Schema<JsonText> CustomDomain => Schemas.ObjectOf(
        Schemas.Text.Required("domain"), Schemas.Text.Required("status"), Schemas.Text.OrNull().Required("errorMessage"),
        Schemas.ListOf(Schemas.AnyObject).Required("dnsRecords"), Schemas.AnyObject.OrNull().Required("cloudflareData"));

    private static ListSchema<JsonText> PageRules => Schemas.ListOf(Schemas.ObjectOf(Schemas.Text.Required("path")));

    private static ListSchema<string> AdditionalScopes => Schemas.ListOf(
        Schemas.OneOf(OidcScope.CustomData, OidcScope.Identities, OidcScope.Roles, OidcScope.Organizations, OidcScope.OrganizationRoles));

    /// <summary>The last four are RFC 7591 section 2, RFC 9126 section 6 and RFC 9449 section 5.2, in the spelling of their neighbours.</summary>
    private static Schema<JsonText> OidcClientWith(Schema<string> uri, Schema<JsonText> keys) => Schemas.ObjectOf(
        Schemas.ListOf(uri).Required("redirectUris"),
        Schemas.ListOf(uri).Required("postLogoutRedirectUris"),
        Schemas.Text.Url().Optional("backchannelLogoutUri"),
        Schemas.Flag.Optional("backchannelLogoutSessionRequired"),
        Schemas.Text.Optional("logoUri"),
        Schemas.OneOf("client_secret_basic", "client_secret_jwt", "private_key_jwt").Optional("tokenEndpointAuthMethod"),
        keys.Optional("jwks"),
        Schemas.Flag.Optional("requirePushedAuthorizationRequests"),
        Schemas.Flag.Optional("dpopBoundAccessTokens"));

    /// <summary>RFC 7517 section 5. A key that could never be used, or that came with its secret half, is a mistake.</summary>
    private static bool AreKeys(JsonText set) =>
        set.ToElement().TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array && keys.EnumerateArray().All(key => PublicJwk.Read(key) is not null);
}
