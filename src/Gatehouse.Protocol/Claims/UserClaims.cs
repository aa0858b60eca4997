using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Protocol.Scopes;

namespace Gatehouse.Protocol.Claims;

/// <summary>
/// From scopes to claims: OpenID Connect Core sections 5.1 and 5.4, contract oidc.md section 10. <c>sub</c> stands apart, it is in every
/// answer.
/// </summary>
public static class UserClaims
{
    private static readonly FrozenDictionary<string, string[]> ByScope = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [OidcScope.Profile] =
        [
            "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender",
            "birthdate", "zoneinfo", "locale", "updated_at", "username", "created_at",
        ],
        [OidcScope.Email] = ["email", "email_verified"],
        [OidcScope.Phone] = ["phone_number", "phone_number_verified"],
        [OidcScope.Address] = ["address"],
        [OidcScope.CustomData] = ["custom_data"],
        [OidcScope.Identities] = ["identities", "sso_identities"],
        [OidcScope.Roles] = ["roles"],
        [OidcScope.Organizations] = ["organizations", "organization_data"],
        [OidcScope.OrganizationRoles] = ["organization_roles"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Claims that may be large: the tenant says which of them ID tokens carry (contract section 10.3).</summary>
    public static FrozenSet<string> Extended { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "custom_data", "identities", "sso_identities", "roles", "organizations", "organization_data", "organization_roles");

    /// <summary>The claims of the scopes, in the order of the scopes.</summary>
    public static IReadOnlyList<string> For(ScopeSet scopes)
    {
        List<string> claims = [];
        foreach (var scope in scopes) claims.AddRange(ByScope.GetValueOrDefault(scope, []));
        return claims;
    }

    /// <summary>Those of them that the ID token carries.</summary>
    public static IReadOnlyList<string> ForIdToken(ScopeSet scopes, IReadOnlySet<string> enabledExtended) =>
        [.. For(scopes).Where(claim => !Extended.Contains(claim) || enabledExtended.Contains(claim))];

    /// <summary>The answer of the userinfo endpoint: OpenID Connect Core section 5.3.2.</summary>
    public static void WriteObject(Utf8JsonWriter writer, IReadOnlyList<string> claims, ClaimSource source)
    {
        writer.WriteStartObject();
        writer.WriteString("sub"u8, source.Subject);
        Write(writer, claims, source);
        writer.WriteEndObject();
    }

    /// <summary>Writes the claims as members; what the user has not set is null or left out, by claim.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<string> claims, ClaimSource source)
    {
        foreach (var claim in claims) Write(writer, claim, source);
    }

    private static void Write(Utf8JsonWriter writer, string claim, ClaimSource source)
    {
        switch (claim)
        {
            case "name": writer.WriteString(claim, source.Name); break;
            case "picture": writer.WriteString(claim, source.Avatar); break;
            case "username": writer.WriteString(claim, source.Username); break;
            case "email": writer.WriteString(claim, source.PrimaryEmail); break;
            case "email_verified": writer.WriteBoolean(claim, source.PrimaryEmail is not null); break;
            case "phone_number": writer.WriteString(claim, source.PrimaryPhone); break;
            case "phone_number_verified": writer.WriteBoolean(claim, source.PrimaryPhone is not null); break;
            case "created_at": writer.WriteNumber(claim, source.CreatedAt); break;
            case "updated_at": writer.WriteNumber(claim, source.UpdatedAt); break;
            case "preferred_username": WritePreferredUsername(writer, source); break;
            case "family_name": WriteOfProfile(writer, claim, "familyName", source); break;
            case "given_name": WriteOfProfile(writer, claim, "givenName", source); break;
            case "middle_name": WriteOfProfile(writer, claim, "middleName", source); break;
            case "nickname" or "profile" or "website" or "gender" or "birthdate" or "zoneinfo" or "locale" or "address":
                WriteOfProfile(writer, claim, claim, source);
                break;
            default: WriteExtended(writer, claim, source); break;
        }
    }

    private static void WriteExtended(Utf8JsonWriter writer, string claim, ClaimSource source)
    {
        switch (claim)
        {
            case "custom_data": WriteStored(writer, claim, source.CustomData); break;
            case "identities": WriteStored(writer, claim, source.Identities); break;
            case "sso_identities": WriteStored(writer, claim, source.SsoIdentities); break;
            case "roles": WriteTexts(writer, claim, source.Roles); break;
            case "organizations": WriteTexts(writer, claim, source.Organizations.Select(organization => organization.Id)); break;
            case "organization_roles": WriteTexts(writer, claim, source.OrganizationRoles); break;
            case "organization_data": WriteOrganizations(writer, claim, source.Organizations); break;
            default: throw new ArgumentOutOfRangeException(nameof(claim), claim, "No scope has this claim.");
        }
    }

    private static void WritePreferredUsername(Utf8JsonWriter writer, ClaimSource source)
    {
        if (OfProfile(source, "preferredUsername") is { } preferred) WriteStored(writer, "preferred_username", preferred);
        else if (source.Username is not null) writer.WriteString("preferred_username"u8, source.Username);
    }

    private static void WriteOfProfile(Utf8JsonWriter writer, string claim, string member, ClaimSource source)
    {
        if (OfProfile(source, member) is { } value) WriteStored(writer, claim, value);
    }

    private static JsonElement? OfProfile(ClaimSource source, string member) =>
        source.Profile.ValueKind == JsonValueKind.Object && source.Profile.TryGetProperty(member, out var value)
        && value.ValueKind != JsonValueKind.Null ? value : null;

    private static void WriteStored(Utf8JsonWriter writer, string claim, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return;
        writer.WritePropertyName(claim);
        value.WriteTo(writer);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string claim, IEnumerable<string> texts)
    {
        writer.WriteStartArray(claim);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteOrganizations(Utf8JsonWriter writer, string claim, IReadOnlyList<OrganizationClaim> organizations)
    {
        writer.WriteStartArray(claim);
        foreach (var organization in organizations)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, organization.Id);
            writer.WriteString("name"u8, organization.Name);
            writer.WriteString("description"u8, organization.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
