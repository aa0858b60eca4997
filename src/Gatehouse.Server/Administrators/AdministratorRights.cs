using System.Collections.Frozen;

namespace Gatehouse.Server.Administrators;

/// <summary>
/// Which operations of the Management API an administrator may use: the whole answer, for pages and for whatever else acts in an
/// administrator's name. An owner may use all of them. Lines are read from the top, and the first that fits decides; where none fits, the
/// answer is no. In tenant <c>admin</c>, whose users are the administrators, only an owner has any rights.
/// </summary>
internal static class AdministratorRights
{
    private const bool May = true;
    private const bool MayNot = false;
    private const string Any = "GET POST PUT PATCH DELETE";
    private const string Get = "GET";

    /// <summary>What lets somebody sign in as another user, or as an application: nobody but an owner reads it.</summary>
    private static readonly Line[] Keys =
    [
        new(MayNot, Any, "/mailbox"),
        new(MayNot, Any, "/one-time-tokens/**"),
        new(MayNot, Any, "/applications/{id}/secrets/**"),
        new(MayNot, Any, "/subject-tokens"),
        new(MayNot, Any, "/configs/jwt-customizer/**"),
        new(MayNot, Any, "/configs/actions/**"),
        new(MayNot, "POST", "/users/{userId}/personal-access-tokens"),
    ];

    private static readonly FrozenDictionary<AdministratorRole, Line[]> Table = new Dictionary<AdministratorRole, Line[]>
    {
        [AdministratorRole.Owner] = [new(May, Any, "/**")],
        [AdministratorRole.UserManager] =
        [
            .. Keys,
            new(MayNot, Any, "/configs/**"),
            new(May, Any, "/users/**"),
            new(May, Any, "/jobs/**"),
            new(May, Any, "/saved-views/**"),
            new(May, Any, "/roles/{id}/users/**"),
            new(May, Any, "/organizations/{id}/users/**"),
            new(May, Any, "/organization-invitations/**"),
            new(May, "POST", "/user-assets"),
            new(May, "POST", "/sentinel-activities/delete"),
            new(May, "DELETE", "/secrets/{id}"),
            new(May, Get, "/**"),
        ],
        [AdministratorRole.ReadOnly] =
        [
            .. Keys,
            new(May, Get, "/**"),
        ],
        [AdministratorRole.Auditor] =
        [
            .. Keys,
            new(MayNot, Get, "/users/export"),
            new(MayNot, Get, "/users/{userId}/personal-access-tokens"),
            new(May, Get, "/users/**"),
            new(May, Get, "/logs/**"),
            new(May, Get, "/dashboard/**"),
        ],
    }.ToFrozenDictionary();

    /// <summary>
    /// Secrets inside of what may be read otherwise: for everybody but an owner these members are masked, wherever they stand in an answer of
    /// such a route.
    /// </summary>
    private static readonly (string Routes, string[] Members)[] Masked =
    [
        ("/applications/**", ["secret"]),
        ("/roles/{id}/applications/**", ["secret"]),
        ("/organizations/{id}/applications/**", ["secret"]),
        ("/users/{userId}/personal-access-tokens/**", ["value"]),
        ("/connectors/**", ["config"]),
        ("/sso-connectors/**", ["config", "providerConfig"]),
        ("/captcha-provider", ["secretKey"]),
        ("/hooks/**", ["signingKey", "headers"]),
        ("/systems/**", ["secret"]),
    ];

    /// <summary>Parameters of a query that add secrets to answers, files among them, which nobody masks.</summary>
    private static readonly FrozenSet<string> OwnersParameters = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "includePasswordHash");

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <param name="method">In capitals; a HEAD is a GET.</param>
    /// <param name="route">A route of the Management API without its prefix: <c>/users/{userId}</c>.</param>
    /// <param name="isOwnTenant">The tenant is that of the administrators.</param>
    public static bool Allow(AdministratorRole role, string method, string route, bool isOwnTenant)
    {
        if (isOwnTenant && role != AdministratorRole.Owner) return false;
        var asked = method == "HEAD" ? Get : method;
        return Array.Find(Table[role], line => line.Fits(asked, route)) is { Verdict: May };
    }

    /// <param name="names">Of the parameters in the query.</param>
    public static bool AllowParameters(AdministratorRole role, IEnumerable<string> names) => role == AdministratorRole.Owner || !names.Any(OwnersParameters.Contains);

    /// <summary>The members of the route's answers that this role does not get to see.</summary>
    public static IReadOnlySet<string> HiddenFrom(AdministratorRole role, string route) =>
        role == AdministratorRole.Owner ? Nothing : Masked.Where(entry => Covers(entry.Routes, route)).SelectMany(entry => entry.Members).ToHashSet();

    private static bool Covers(string routes, string route)
    {
        if (!routes.EndsWith("/**", StringComparison.Ordinal)) return route == routes;
        var start = routes[..^3];
        return route == start || route.StartsWith(start + "/", StringComparison.Ordinal);
    }

    /// <param name="Routes">One route, or with <c>/**</c> at its end that route and all below it.</param>
    private sealed record Line(bool Verdict, string Methods, string Routes)
    {
        public bool Fits(string method, string route) => Methods.Split(' ').Contains(method) && Covers(Routes, route);
    }
}
