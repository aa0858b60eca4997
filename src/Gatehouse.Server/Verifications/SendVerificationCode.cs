using System.Security.Cryptography;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>
/// Sends six digits to an address and remembers that they were sent (contract/management-misc.md 9, experience-api.md 11.2). Only a code
/// that went out takes the place of the one before.
/// </summary>
internal sealed class SendVerificationCode(GatehouseDb db, UnitOfWork work, Snapshots snapshots, SendMessage send, TimeProvider time)
{
    private const int Codes = 1_000_000;

    /// <param name="owner">Whose code it is; null: the recipient's, as in the Management API.</param>
    /// <param name="facts">What else the message can say, a JSON object (<c>application</c> …); the code and the locale are put into it.</param>
    public async Task<Checked<Done>> ExecuteAsync(
        ConnectorType type, string recipient, string usageType, string? owner, JsonText facts, string? locale, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        var message = new Message(type, recipient, usageType, PayloadOf(code, locale).MergedWith(facts)) { Locale = locale };
        if (!(await send.ExecuteAsync(message, ct)).TryGet(out _, out var refused)) return refused;
        var lifetime = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().VerificationCodes.Lifetime;
        var key = VerificationCode.KeyOf(owner ?? recipient, usageType, VerificationChannel.Of(type));
        return await work.WriteAsync<Done>(_ => null, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var row = await db.VerificationCodes.SingleOrDefaultAsync(known => known.Key == key, ct);
            if (row is null) db.VerificationCodes.Add(VerificationCode.New(db.TenantId, key, VerificationChannel.Of(type), recipient, code, now, lifetime));
            else row.Renew(recipient, code, now, lifetime);
            return new Done();
        }, ct);
    }

    private static JsonText PayloadOf(string code, string? locale) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        if (locale is not null) json.WriteString("locale", locale);
        json.WriteEndObject();
    });
}

/// <summary>The wire's word for where a code goes.</summary>
internal static class VerificationChannel
{
    public const string Email = "email";
    public const string Phone = "phone";

    public static string Of(ConnectorType type) => type == ConnectorType.Email ? Email : Phone;
}
