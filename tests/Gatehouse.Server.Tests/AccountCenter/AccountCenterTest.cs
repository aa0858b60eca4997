using System.Text.Json;
using Gatehouse.Server.Tests.AccountApi;
using Gatehouse.Server.Tests.ExperienceApi;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.SignIn;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;

namespace Gatehouse.Server.Tests.AccountCenter;

/// <summary>A test of the account centre as somebody without script has it before them.</summary>
public abstract class AccountCenterTest(AccountServer accounts) : AccountTest(accounts)
{
    /// <summary>A user with a name and the password of the tests, in a browser at the account centre.</summary>
    private protected async Task<(string Id, string Username, Page Page)> EnterAsync(string path = "/account", string? primaryEmail = null)
    {
        var username = TestServer.Unique();
        object fields = primaryEmail is null
            ? new { username, name = "Kim", passwordDigest = ExperienceCalls.Digest, passwordAlgorithm = "Argon2id" }
            : new { username, name = "Kim", primaryEmail, passwordDigest = ExperienceCalls.Digest, passwordAlgorithm = "Argon2id" };
        var user = await Api.NewUserAsync(fields);
        return (user.Id, username, await SignInAsync(new Browser(Server), username, path));
    }

    private protected static async Task<Page> SignInAsync(Browser browser, string username, string path = "/account") => await (await Page.OpenAsync(browser, path)).SignInAsync(username);

    /// <summary>Opens a page that wants to know first who it is.</summary>
    private protected static async Task<Page> ProveAsync(Page page, string path)
    {
        var asked = await Page.OpenAsync(page.Browser, path);
        Assert.Equal("Confirm that it is you", asked.Heading);
        return await asked.SendAsync(("password", ExperienceCalls.Password));
    }

    private protected static Task<Page> OpenAsync(Page page, string path) => Page.OpenAsync(page.Browser, path);

    /// <summary>What the page tells of what was done on the one before.</summary>
    private protected static string? Done(Page page) => page.Text("main > .notice.info p");

    /// <summary>The notices of changes that went to an address, the newest first.</summary>
    /// <param name="count">So many are waited for.</param>
    private protected async Task<string[]> NoticesAsync(string address, int count) => await Eventually.Async(
        async () => (await MailboxAsync(address)).Select(message => message.GetProperty("payload"))
            .Where(payload => payload.TryGetProperty("change", out _)).Select(payload => payload.GetProperty("change").GetString()!).ToArray(),
        found => found.Length >= count, $"{count} notices to {address}");

    private protected async Task<JsonElement> StoredAsync(string id) => (await Api.GetAnswerAsync("/api/users/" + id)).Expect(200).Json;
}
