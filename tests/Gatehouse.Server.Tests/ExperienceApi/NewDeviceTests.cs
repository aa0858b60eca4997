using System.Text.Json;
using Gatehouse.Server.Connectors;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>docs/accounts.md: users hear by mail of a sign-in from something new.</summary>
public sealed class NewDeviceTests(MailboxServer mailbox) : IClassFixture<MailboxServer>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0";
    private const string NewerFirefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1";

    private TestServer Server => mailbox.Server;

    private Task<Answer> SwitchAsync(bool enabled) => Server.Api.PatchAnswerAsync("/api/configs/new-device-notice", new { enabled });

    private async Task<(string Id, string Username, string Email)> NewUserAsync()
    {
        var (id, username) = await Server.NewSignerAsync();
        var email = username + "@device.test";
        (await Server.Api.PatchAnswerAsync("/api/users/" + id, new { primaryEmail = email })).Expect(200);
        return (id, username, email);
    }

    private async Task SignInAsync(string username, string agent)
    {
        var browser = Server.NewBrowser();
        browser.Headers.Add(("User-Agent", agent));
        await browser.EnterInteractionAsync();
        await browser.IdentifyByPasswordAsync(username);
        (await browser.SubmitAsync()).Expect(200);
        (await browser.SubmitAsync()).Expect(200);
        await Server.Services.GetRequiredService<OwedMessagesJob>().SendAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Whoever sends them at this moment, here or beside us, has sent them soon.</summary>
    private async Task<IReadOnlyList<JsonElement>> NoticesAsync(string email, int expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var found = await mailbox.MessagesAsync(email);
            var owed = await Server.InDatabaseAsync(db => db.OwedMessages.CountAsync());
            if (owed == 0 || patience.IsCancellationRequested)
            {
                Assert.Equal(expected, found.Count);
                return found;
            }

            await Task.Yield();
        }
    }

    [Fact]
    public async Task It_is_off_unless_switched_on()
    {
        await SwitchAsync(false);
        Assert.Equal("""{"enabled":false}""", (await Server.Api.GetAnswerAsync("/api/configs/new-device-notice")).Expect(200).Text);
        var (id, username, email) = await NewUserAsync();
        await SignInAsync(username, Firefox);
        await SignInAsync(username, Safari);
        await NoticesAsync(email, 0);
        Assert.Equal(0, await Server.InDatabaseAsync(db => db.UserDevices.CountAsync(device => device.UserId == id)));
        Assert.Equal("""{"enabled":false}""", (await Server.Api.PatchAnswerAsync("/api/configs/new-device-notice", "{}")).Expect(200).Text);
        (await Server.Api.PatchAnswerAsync("/api/configs/new-device-notice", """{"enabled":1}""")).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task The_first_device_is_no_news_a_second_one_is_once()
    {
        await SwitchAsync(true);
        var (id, username, email) = await NewUserAsync();
        await SignInAsync(username, Firefox);
        await SignInAsync(username, NewerFirefox);
        await NoticesAsync(email, 0);
        await SignInAsync(username, Safari);
        await SignInAsync(username, Safari);
        await SignInAsync(username, Firefox);
        var notice = Assert.Single(await NoticesAsync(email, 1));
        Assert.Equal("NewDevice", notice.GetProperty("usageType").GetString());
        var payload = notice.GetProperty("payload");
        Assert.Equal((Safari, "127.0.0.1", username), (payload.GetProperty("userAgent").GetString(), payload.GetProperty("ip").GetString(), payload.GetProperty("user").GetProperty("username").GetString()));
        Assert.Equal(2, await Server.InDatabaseAsync(db => db.UserDevices.CountAsync(device => device.UserId == id)));
    }

    [Fact]
    public async Task Of_many_sign_ins_at_once_from_one_new_device_one_is_told()
    {
        await SwitchAsync(true);
        var (_, username, email) = await NewUserAsync();
        await SignInAsync(username, Firefox);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SignInAsync(username, Safari)));
        await NoticesAsync(email, 1);
    }

    [Fact]
    public async Task A_message_that_was_not_taken_is_tried_again_and_given_up_in_the_end()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.PatchAnswerAsync("/api/configs/new-device-notice", new { enabled = true })).Expect(200);
        var job = server.Services.GetRequiredService<OwedMessagesJob>();
        var (_, username) = await server.NewSignerAsync();
        (await server.Api.PatchAnswerAsync("/api/users/" + (await server.InDatabaseAsync(db => db.Users.Where(user => user.Username == username).Select(user => user.Id).SingleAsync())), new { primaryEmail = "a@device.test" })).Expect(200);
        foreach (var agent in (string[])[Firefox, Safari])
        {
            var browser = server.NewBrowser();
            browser.Headers.Add(("User-Agent", agent));
            await browser.EnterInteractionAsync();
            await browser.IdentifyByPasswordAsync(username);
            (await browser.SubmitAsync()).Expect(200);
        }

        for (var attempt = 1; attempt < OwedMessagesJob.MostAttempts; attempt++)
        {
            await job.SendAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, await server.InDatabaseAsync(db => db.OwedMessages.CountAsync()));
            server.Clock.Advance(TimeSpan.FromDays(2));
        }

        await job.SendAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await server.InDatabaseAsync(db => db.OwedMessages.AnyAsync()) && !patience.IsCancellationRequested)
        {
            server.Clock.Advance(TimeSpan.FromDays(2));
            await job.SendAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains(server.Log.Lines, line => line.Contains("given up", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("a@device.test", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.99", true)]
    [InlineData("10.0.0.1", "10.0.1.1", false)]
    [InlineData("2001:db8:1::1", "2001:db8:1:ffff::1", true)]
    [InlineData("2001:db8:1::1", "2001:db8:2::1", false)]
    public void A_network_is_one_device(string one, string other, bool isSame) =>
        Assert.Equal(isSame, UserDevice.DigestOf("u", one, Firefox) == UserDevice.DigestOf("u", other, NewerFirefox));

    [Fact]
    public void Devices_of_two_users_can_not_be_told_to_be_one() =>
        Assert.NotEqual(UserDevice.DigestOf("u", "10.0.0.1", Firefox), UserDevice.DigestOf("v", "10.0.0.1", Firefox));
}
