namespace Gatehouse.Server.Users;

/// <summary>What somebody changed of how they sign in, as a mail about it calls it: the member <c>change</c> of its payload (docs/accounts.md).</summary>
internal static class AccountChange
{
    public const string Password = "password";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string FactorAdded = "factor_added";
    public const string FactorRemoved = "factor_removed";
    public const string AccountLinked = "account_linked";
    public const string AccountUnlinked = "account_unlinked";
    public const string DeletionAsked = "deletion_asked";
}
