using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.Platform.Texts;

namespace Gatehouse.Server.Users;

/// <summary>
/// Owes users a mail about a change of how they sign in (docs/accounts.md), inside that change: whoever did it who should not have is
/// noticed. Where the tenant sends no mail, and to users without an address, nothing goes out.
/// </summary>
internal sealed class NoticeOfChange(GatehouseDb db, OweMessage owe, ChangeOrigin origin, Phrases phrases, Snapshots snapshots, TimeProvider time)
{
    /// <param name="user">As changed.</param>
    /// <param name="change">One of <see cref="AccountChange"/>.</param>
    /// <param name="oldEmail">The address before the change, which is told as well; null: as it is now.</param>
    public async Task ExecuteAsync(User user, string change, string? oldEmail, CancellationToken ct)
    {
        if ((await snapshots.GetAsync(db.TenantId, ct)).Get<ConnectorDirectory>().Sender(ConnectorType.Email) is null) return;
        foreach (var address in new[] { oldEmail, user.PrimaryEmail }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            owe.Execute(new Message(ConnectorType.Email, address, MessageUsage.AccountChanged, Payload(user, change)));
    }

    private JsonText Payload(User user, string change) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("change", change);
        // By language: which one the reader gets is decided when the mail is sent.
        json.WriteStartObject("description");
        foreach (var language in phrases.Languages.Order(StringComparer.Ordinal)) json.WriteString(language, phrases.Say(language, "message.change." + change));
        json.WriteEndObject();
        json.WriteString("changedAt", time.GetUtcNow().UtcDateTime);
        json.WriteString("ip", origin.Ip ?? "");
        json.WriteString("userAgent", origin.UserAgent ?? "");
        json.WriteStartObject("user");
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("username", user.Username);
        json.WriteString("primaryEmail", user.PrimaryEmail);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
