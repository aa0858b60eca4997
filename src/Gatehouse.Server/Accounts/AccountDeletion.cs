namespace Gatehouse.Server.Accounts;

/// <summary>A user has asked for the deletion of their account (docs/accounts.md). Until it is due they can sign in and take it back.</summary>
internal sealed class AccountDeletion
{
    public required string TenantId { get; init; }

    public required string UserId { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>From then on the account is deleted by <see cref="DeleteDueAccountsJob"/>.</summary>
    public required DateTime DueAt { get; init; }
}
