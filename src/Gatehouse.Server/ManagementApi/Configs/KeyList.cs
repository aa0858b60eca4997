using System.Text.Json;
using Gatehouse.Protocol.Keys;
using Gatehouse.Server.Data;
using Gatehouse.Server.Keys;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Validation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.ManagementApi.Configs;

/// <summary>The keys of one type, never what they are made of (contract/management-misc.md 3).</summary>
internal sealed class KeyList(GatehouseDb db, TimeProvider time)
{
    public const string PrivateKeys = "private-keys";
    public const string CookieKeys = "cookie-keys";

    public static ISchema Shape { get; } = Schemas.ListOf(new ObjectSchema(
        Schemas.Text.Required("id"), Schemas.Integer.Required("createdAt"), Schemas.OneOf("RSA", "EC").Optional("signingKeyAlgorithm"),
        Schemas.OneOf(Enum.GetNames<SigningKeyStatus>()).Optional("status"), Schemas.Integer.Optional("effectiveAt")));

    public Task<JsonText> ReadAsync(string keyType, CancellationToken ct) => keyType == PrivateKeys ? PrivateAsync(ct) : CookieAsync(ct);

    /// <summary>Next, Current, Previous.</summary>
    private async Task<JsonText> PrivateAsync(CancellationToken ct)
    {
        var keys = SigningKey.AsOf(time.GetUtcNow().UtcDateTime, await db.SigningKeys.AsNoTracking().ToListAsync(ct));
        return Write(keys.OrderBy(row => row.Status != SigningKeyStatus.Next).ThenBy(row => row.Status), (json, row) =>
        {
            WriteHead(json, row.Key.Id, row.Key.CreatedAt);
            json.WriteString("signingKeyAlgorithm"u8, row.Key.Algorithm == SigningAlgorithm.RS256.Name ? "RSA" : "EC");
            json.WriteString("status"u8, row.Status.ToString());
            if (row is { Status: SigningKeyStatus.Next, Key.EffectiveAt: { } effectiveAt }) json.WriteNumber("effectiveAt"u8, effectiveAt.ToEpochMilliseconds());
        });
    }

    /// <summary>The newest first.</summary>
    private async Task<JsonText> CookieAsync(CancellationToken ct) =>
        Write(await db.CookieKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(ct), (json, key) => WriteHead(json, key.Id, key.CreatedAt));

    private static JsonText Write<T>(IEnumerable<T> keys, Action<Utf8JsonWriter, T> members) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var key in keys)
        {
            json.WriteStartObject();
            members(json, key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Here times are seconds.</summary>
    private static void WriteHead(Utf8JsonWriter json, string id, DateTime createdAt)
    {
        json.WriteString("id"u8, id);
        json.WriteNumber("createdAt"u8, createdAt.ToEpochMilliseconds() / 1000);
    }
}
