using Gatehouse.Server.Applications;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Tenants;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Interactions;

/// <summary>
/// Remembers what users sign in from, and owes them a mail about something new (docs/accounts.md). Off unless the tenant switched it on, and
/// then a user's first device is no news. Part of the step that signs the user in.
/// </summary>
internal sealed class NoticeNewDevice(GatehouseDb db, OweMessage owe, Snapshots snapshots, TimeProvider time)
{
    /// <summary>Often enough to know what is used; a write at each sign-in would tell no more.</summary>
    private static readonly TimeSpan SeenAgain = TimeSpan.FromDays(1);

    public async Task ExecuteAsync(User user, SignInContext context, string applicationId, CancellationToken ct)
    {
        var snapshot = await snapshots.GetAsync(db.TenantId, ct);
        if (!snapshot.Get<ProviderSettings>().NotifiesOfNewDevices) return;
        var now = time.GetUtcNow().UtcDateTime;
        var digest = UserDevice.DigestOf(user.Id, context.Ip, context.UserAgent);
        var known = await db.UserDevices.Where(device => device.UserId == user.Id).OrderByDescending(device => device.Digest == digest).FirstOrDefaultAsync(ct);
        if (known?.Digest == digest)
        {
            if (now - known.LastSeenAt >= SeenAgain) known.LastSeenAt = now;
            return;
        }

        db.UserDevices.Add(new UserDevice { TenantId = db.TenantId, UserId = user.Id, Digest = digest, FirstSeenAt = now, LastSeenAt = now });
        if (known is null || user.PrimaryEmail is not { } email) return;
        owe.Execute(new Message(ConnectorType.Email, email, MessageUsage.NewDevice, Payload(user, context, snapshot.Get<ApplicationDirectory>().Find(applicationId), now)));
    }

    private static JsonText Payload(User user, SignInContext context, RegisteredApplication? application, DateTime now) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("signedInAt", now);
        json.WriteString("ip", context.Ip);
        json.WriteString("userAgent", context.UserAgent ?? "");
        json.WriteStartObject("user");
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("username", user.Username);
        json.WriteString("primaryEmail", user.PrimaryEmail);
        json.WriteEndObject();
        if (application is not null)
        {
            json.WriteStartObject("application");
            json.WriteString("id", application.Id);
            json.WriteString("name", application.Name);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
