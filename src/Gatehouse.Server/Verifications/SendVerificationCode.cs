using System.Globalization;
using System.Security.Cryptography;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Errors;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Verifications;

/// <summary>
/// Sends six digits to an address and remembers that they were sent (contract/management-misc.md 9, experience-api.md 4.2 and 11.2). A code
/// that is sent while its request waits is kept only afterwards, so that a failed message leaves the code before it as it was. One that is
/// sent later is kept first; if its message fails, it is a code that nobody knows.
/// </summary>
internal sealed class SendVerificationCode(
    GatehouseDb db, UnitOfWork work, Snapshots snapshots, SendMessage send, SendLater later, ChangeOrigin origin, TimeProvider time)
{
    private const int Codes = 1_000_000;

    /// <summary>For the Management API: the code is the recipient's, whoever asks.</summary>
    public async Task<Checked<Done>> ExecuteAsync(ConnectorType type, string recipient, string usageType, CancellationToken ct)
    {
        if (!(await DrawAsync(new Message(type, recipient, usageType, JsonText.EmptyObject), ct)).TryGet(out var drawn, out var refused)) return refused;
        if (!(await SendAsync(drawn, ct)).TryGet(out _, out refused)) return refused;
        return await KeepAsync(drawn, recipient, isSent: true, ct);
    }

    /// <summary>Makes a code and all of its message that can be made without calling anybody. From here on it counts as sent.</summary>
    /// <param name="message">What it can say besides the code and the locale (<c>application</c> …).</param>
    public async Task<Checked<DrawnCode>> DrawAsync(Message message, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        var whole = message with { Payload = PayloadOf(code, message.Locale).MergedWith(message.Payload) };
        return (await send.PrepareAsync(whole, ct)).TryGet(out var ready, out var refused) ? new DrawnCode(code, ready) : refused;
    }

    /// <summary>Sends it now, and tells what its provider says.</summary>
    public Task<Checked<Done>> SendAsync(DrawnCode drawn, CancellationToken ct) => send.DeliverAsync(drawn.Message, ct);

    /// <summary>Sends it after the request.</summary>
    public void SendLater(DrawnCode drawn) => later.Send(db.TenantId, origin.Ip, drawn.Message);

    /// <summary>Remembers the code in place of the owner's older one for the same purpose; inside another change, with that.</summary>
    /// <param name="owner">Whose code it is: a verification record; for the Management API the recipient.</param>
    /// <param name="isSent">False: the message is kept back, and no code is right.</param>
    public async Task<Checked<Done>> KeepAsync(DrawnCode drawn, string owner, bool isSent, CancellationToken ct)
    {
        var (message, code) = (drawn.Message.Message, isSent ? drawn.Code : null);
        var lifetime = (await snapshots.GetAsync(db.TenantId, ct)).Get<ExperienceSettings>().VerificationCodes.Lifetime;
        var channel = VerificationChannel.Of(message.Type);
        var key = VerificationCode.KeyOf(owner, message.UsageType, channel);
        return await work.WriteAsync<Done>(_ => null, async () =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var fresh = VerificationCode.New(db.TenantId, key, channel, message.Recipient, code, now, lifetime);
            if (await db.VerificationCodes.SingleOrDefaultAsync(known => known.Key == key, ct) is { } row) row.Become(fresh);
            else db.VerificationCodes.Add(fresh);
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

/// <summary>A code that lies in its envelope.</summary>
internal sealed record DrawnCode(string Code, ReadyMessage Message);

/// <summary>The wire's word for where a code goes.</summary>
internal static class VerificationChannel
{
    public const string Email = "email";
    public const string Phone = "phone";

    public static string Of(ConnectorType type) => type == ConnectorType.Email ? Email : Phone;

    /// <param name="channel"><see cref="Email"/> or <see cref="Phone"/>.</param>
    public static ConnectorType TypeOf(string channel) => channel == Email ? ConnectorType.Email : ConnectorType.Sms;
}
