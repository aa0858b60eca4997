using System.Collections.Frozen;

namespace Gatehouse.Protocol.Scopes;

/// <summary>The scopes of the provider itself: OpenID Connect Core sections 5.4 and 11, contract oidc.md section 10.1.</summary>
public static class OidcScope
{
    public const string OpenId = "openid";
    public const string OfflineAccess = "offline_access";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Address = "address";
    public const string CustomData = "custom_data";
    public const string Identities = "identities";
    public const string Roles = "roles";
    public const string Organizations = "urn:logto:scope:organizations";
    public const string OrganizationRoles = "urn:logto:scope:organization_roles";
    public const string Sessions = "urn:logto:scope:sessions";

    /// <summary>All of them, in the order of <c>scopes_supported</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OpenId, OfflineAccess, Profile, Email, Phone, Address, CustomData, Identities, Roles, Organizations, OrganizationRoles, Sessions,
    ];

    /// <summary>For membership tests.</summary>
    public static FrozenSet<string> Known { get; } = All.ToFrozenSet(StringComparer.Ordinal);
}
