using System.Text.Json;

namespace Gatehouse.Server.AccountCenter;

/// <summary>Whose account it is, as the Account API shows them (contract/account-api.md 4). What the tenant does not let users see is null.</summary>
/// <param name="HasPassword">Null: users may not see whether they have one.</param>
internal sealed record AccountHolder(
    string Id, string? Username, string? PrimaryEmail, string? PrimaryPhone, string? Name, string? Avatar, JsonElement? Identities, JsonElement? Profile, JsonElement? CustomData,
    bool? HasPassword, bool HasSecurityVerificationMethod)
{
    /// <summary>What to call the user where one line has to do.</summary>
    public string Shown => Name ?? Username ?? PrimaryEmail ?? PrimaryPhone ?? Id;
}

/// <summary>Whether and when the account will be deleted (docs/accounts.md).</summary>
/// <param name="DueAt">Milliseconds; null: nobody has asked for it.</param>
internal sealed record AccountEnd(bool IsOffered, int GraceDays, long? AskedAt, long? DueAt);
