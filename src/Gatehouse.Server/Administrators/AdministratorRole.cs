using Gatehouse.Server.Organizations;

namespace Gatehouse.Server.Administrators;

/// <summary>What somebody of tenant <c>admin</c> may do in the console (docs/adr/0020). The strongest first: whoever holds several has the first.</summary>
internal enum AdministratorRole
{
    /// <summary>Everything.</summary>
    Owner,

    /// <summary>Users and what belongs to them; reads the rest but secrets and configs.</summary>
    UserManager,

    /// <summary>Reads everything but secrets.</summary>
    ReadOnly,

    /// <summary>Reads users, logs and figures.</summary>
    Auditor,
}

/// <summary>The roles of tenant <c>admin</c> that make somebody an administrator, by their names.</summary>
internal static class AdministratorRoles
{
    /// <summary>By role, the strongest first. The first is Logto's (contract/management-apps-resources-roles.md 4), the others are ours.</summary>
    private static readonly string[] InOrder = [MakeAdministrator.Role, "default:user-manager", "default:read-only", "default:auditor"];

    public static IReadOnlyList<string> Names => InOrder;

    public static string NameOf(AdministratorRole role) => InOrder[(int)role];

    /// <summary>The strongest of the named roles; null when none of them makes an administrator.</summary>
    public static AdministratorRole? StrongestOf(IEnumerable<string> names)
    {
        var place = names.Select(name => Array.IndexOf(InOrder, name)).Where(found => found >= 0).DefaultIfEmpty(-1).Min();
        return place < 0 ? null : (AdministratorRole)place;
    }
}
