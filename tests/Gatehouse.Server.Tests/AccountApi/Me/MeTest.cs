using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Server.Administrators;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Tests.Console;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.AccountApi.Me;

/// <summary>A test of <c>/me</c> of the admin tenant (contract/account-api.md 13).</summary>
public abstract class MeTest(AccountServer accounts) : AccountTest(accounts)
{
    private protected const string NoVerification = "session.verification_session_not_found";
    private protected const string NotVerified = "session.verification_failed";

    private const string Resource = "https://admin.logto.app/me";

    /// <summary>An administrator with a username and the password of the tests, by an access token for the resource.</summary>
    /// <param name="changeClaims">Of the token.</param>
    /// <param name="change">Of the user.</param>
    private protected async Task<Administrator> NewAdministratorAsync(Action<JsonObject>? changeClaims = null, Action<User>? change = null, bool hasPassword = true, TestServer? server = null)
    {
        var at = server ?? Server;
        var id = await at.InDatabaseAsync(async db =>
        {
            var now = at.Clock.GetUtcNow().UtcDateTime;
            var user = User.Create("admin", Identifier.Short(), Identifier.Sequence(now), now);
            user.SetUsername(TestServer.Unique(), isCaseSensitive: true);
            if (hasPassword) user.SetPassword("Argon2id", ExperienceCalls.Digest, now);
            change?.Invoke(user);
            db.Users.Add(user);
            await db.SaveChangesAsync();
            return user.Id;
        }, "admin");
        var token = (await TokenForge.OfAdminAsync(at)).Make(claims =>
        {
            (claims["sub"], claims["client_id"], claims["aud"], claims["scope"]) = (id, "admin-console", Resource, "all");
            changeClaims?.Invoke(claims);
        });
        return new Administrator(at, id, token);
    }

    /// <summary>Of tenant admin, as it is stored.</summary>
    private protected Task<User> FindAsync(string id) => Server.InDatabaseAsync(db => db.Users.AsNoTracking().Include(user => user.Identities).SingleAsync(user => user.Id == id), "admin");

    /// <summary>What the user has shown expired a minute ago.</summary>
    private protected Task AgeRecordsAsync(string id) => Server.InDatabaseAsync(
        db => db.Set<AccountVerification>().Where(row => row.UserId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, Server.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1))), "admin");

    private protected Task ForgetConnectorAsync(string id) => Server.ActAsync(("owner", "owner"), AdministratorRole.Owner, "DELETE", "/api/connectors/" + id, tenant: "admin");

    /// <summary>An owner's call of the Management API for tenant admin, as the console makes it.</summary>
    private protected async Task<JsonElement> OwnerAsync(string method, string path, object body)
    {
        var owner = await NewAdministratorAsync();
        var answer = await Server.ActAsync((owner.Id, "owner"), AdministratorRole.Owner, method, path, JsonSerializer.Serialize(body), "admin");
        Assert.True(answer.Status is 200 or 201, $"{answer.Status}: {System.Text.Encoding.UTF8.GetString(answer.Body)}");
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    /// <summary>The last code that tenant admin sent to an address. A notice may have come after it, in its own time.</summary>
    private protected async Task<(string UsageType, string Code)> SentAsync(string email)
    {
        var messages = await Server.InDatabaseAsync(db => db.Set<MailboxMessage>().AsNoTracking().Where(sent => sent.Recipient == email).ToListAsync(), "admin");
        var sealer = Server.Services.GetRequiredService<Sealer>();
        return messages.OrderBy(sent => sent.CreatedAt)
            .Select(sent => (sent.UsageType, Code: (string?)JsonNode.Parse(sealer.Open(sent.Content))!["payload"]?["code"]))
            .Where(sent => sent.Code is not null).Select(sent => (sent.UsageType, sent.Code!)).Last();
    }
}

/// <summary>An administrator who calls <c>/me</c>.</summary>
internal sealed record Administrator(TestServer Server, string Id, string Token)
{
    public Task<Answer> SendAsync(HttpMethod method, string path, object? body = null) => Server.AdminApi.SendAnswerAsync(method, path, body, ("Authorization", "Bearer " + Token));

    public Task<Answer> GetAsync(string path = "/me") => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(object body, string path = "/me") => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> GivePasswordAsync(string password = ExperienceCalls.Password) => PostAsync("/me/password/verify", new { password });

    public Task<Answer> SetPasswordAsync(string password = ExperienceCalls.FreshPassword) => PostAsync("/me/password", new { password });

    public Task<Answer> SendCodeAsync(string email) => PostAsync("/me/verification-codes", new { email });

    public Task<Answer> GiveCodeAsync(string email, string verificationCode) => PostAsync("/me/verification-codes/verify", new { email, verificationCode });
}
