using Gatehouse.Server.Accounts;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Deletion;

/// <summary>Whether and when an account will be deleted (docs/accounts.md): <c>{ isOffered, graceDays, askedAt, dueAt }</c>, times in milliseconds.</summary>
internal static class DeletionObject
{
    public static ObjectSchema Shape { get; } = new(
        Schemas.Flag.Required("isOffered"), Schemas.Integer.Required("graceDays"), Schemas.Integer.OrNull().Required("askedAt"), Schemas.Integer.OrNull().Required("dueAt"));

    /// <param name="deletion">Null: nobody has asked for it.</param>
    public static JsonText Of(DeletionOffer offer, AccountDeletion? deletion) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("isOffered"u8, offer.IsOffered);
        json.WriteNumber("graceDays"u8, offer.GraceDays);
        if (deletion is null)
        {
            json.WriteNull("askedAt"u8);
            json.WriteNull("dueAt"u8);
        }
        else
        {
            json.WriteNumber("askedAt"u8, deletion.AskedAt.ToEpochMilliseconds());
            json.WriteNumber("dueAt"u8, deletion.DueAt.ToEpochMilliseconds());
        }

        json.WriteEndObject();
    });
}
