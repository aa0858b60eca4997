using System.Text.Json;
using Gatehouse.Server.Platform.Json;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// A verification record outside of a sign-in: of somebody who is signed in already and changes their account (contract/account-api.md 3). It
/// can be used until it expires, by that user alone; being verified does not prolong it.
/// </summary>
internal sealed class AccountVerification
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public required string TenantId { get; init; }

    /// <summary>The record's.</summary>
    public required string Id { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string UserId { get; init; }

    /// <summary>A <see cref="VerificationRecord"/>.</summary>
    public required JsonText Stored { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public VerificationRecord Record => JsonSerializer.Deserialize(Stored.Text, InteractionStateJson.Default.VerificationRecord)!;

    public static AccountVerification New(string tenantId, string userId, VerificationRecord record, DateTime now) => new()
    {
        TenantId = tenantId, Id = record.Id, UserId = userId, Stored = ToStored(record), CreatedAt = now, ExpiresAt = now + Lifetime,
    };

    /// <summary>What was begun has gone on.</summary>
    public void Become(VerificationRecord record) => Stored = ToStored(record);

    private static JsonText ToStored(VerificationRecord record) =>
        JsonText.FromStored(JsonSerializer.Serialize(record, InteractionStateJson.Default.VerificationRecord));
}
