using System.Text.Json;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Api;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.AccountApi.Verifications;

/// <summary>What the verifications answer (contract/account-api.md 11).</summary>
internal static class RecordAnswer
{
    public static Field<string> RecordId { get; } = Schemas.Text.Required("verificationRecordId");

    private static readonly Field<string> ExpiresAt = Schemas.Text.Required("expiresAt");

    /// <summary><c>{ verificationRecordId }</c>, of a record that was there before.</summary>
    public static ObjectSchema Shape { get; } = new(RecordId);

    /// <summary><c>{ verificationRecordId, expiresAt }</c>, of a new record.</summary>
    public static ObjectSchema CreatedShape { get; } = new(RecordId, ExpiresAt);

    /// <param name="more">Between the id and the end.</param>
    public static ObjectSchema ShapeWith(IField more) => new(RecordId, more, ExpiresAt);

    public static ApiResult Of(Checked<AccountVerification> verified) => !verified.TryGet(out var record, out var refused) ? refused : ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("verificationRecordId", record.Id);
        json.WriteEndObject();
    }));

    public static ApiResult Created(Checked<AccountVerification> made) => made.TryGet(out var record, out var refused) ? Created(record, _ => { }) : refused;

    /// <param name="write">Members between the id and the end.</param>
    public static ApiResult Created(AccountVerification record, Action<Utf8JsonWriter> write) => ApiResult.Json(JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("verificationRecordId", record.Id);
        write(json);
        json.WriteString("expiresAt", record.ExpiresAt.ToIsoText());
        json.WriteEndObject();
    }));
}
