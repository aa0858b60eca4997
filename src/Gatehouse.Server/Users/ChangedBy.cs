namespace Gatehouse.Server.Users;

/// <summary>
/// Who changes a user. The tenant's rules bind users, not those who administer them, and webhooks see of the user what whoever made the
/// change may see (contract/management-webhooks.md 6.2).
/// </summary>
internal enum ChangedBy
{
    Administrator,

    /// <summary>The user themself (contract/account-api.md).</summary>
    Owner,
}
