using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 4.2 and ASVS 6.3.8: nobody learns from a code who has an account.</summary>
public sealed class CodeSuppressionTests(CodeServer codes) : CodeTest(codes)
{
    private async Task<string> OwnedAsync()
    {
        var email = Address();
        await Api.NewUserAsync(new { primaryEmail = email });
        return email;
    }

    [Fact]
    public async Task A_forgotten_password_sends_to_owners_only_and_answers_all_alike()
    {
        var (owned, unknown) = (await OwnedAsync(), Address());
        var (knowing, guessing) = (await BegunAsync("ForgotPassword"), await BegunAsync("ForgotPassword"));
        var (first, second) = ((await knowing.AskCodeAsync(owned, "ForgotPassword")).Expect(200), (await guessing.AskCodeAsync(unknown, "ForgotPassword")).Expect(200));
        Assert.Equal(first.Text.Length, second.Text.Length);
        Assert.Equal(first.Headers.Keys.Order(StringComparer.Ordinal), second.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ShapeOf(await knowing.RecordAsync("EmailVerificationCode"), owned), ShapeOf(await guessing.RecordAsync("EmailVerificationCode"), unknown));

        var code = await CodeAsync(owned);
        Assert.Equal("ForgotPassword", (await MailboxAsync(owned))[0].GetProperty("usageType").GetString());
        Assert.Empty(await MailboxAsync(unknown));
        var (rightId, silentId) = (first["verificationId"].GetString()!, second["verificationId"].GetString()!);
        for (var tried = 0; tried < 10; tried++)
        {
            (await guessing.GiveCodeAsync(unknown, silentId, $"{tried:D6}")).Expect(400, "verification_code.code_mismatch");
        }

        (await guessing.GiveCodeAsync(unknown, silentId, "123456")).Expect(400, "verification_code.exceed_max_try");
        (await knowing.GiveCodeAsync(owned, rightId, code)).Expect(200);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("email")]
    public async Task Addresses_are_compared_as_they_are_unique(string type)
    {
        var address = type == "email" ? Address() : Phone();
        if (type == "email") await Api.NewUserAsync(new { primaryEmail = address });
        else await Api.NewUserAsync(new { primaryPhone = address });
        var spelled = type == "email" ? address.ToUpperInvariant() : "820" + address[2..];
        var browser = await BegunAsync("ForgotPassword");
        var id = await browser.SentCodeAsync(spelled, "ForgotPassword", type);
        (await browser.GiveCodeAsync(spelled, id, await CodeAsync(spelled), type)).Expect(200);
    }

    [Fact]
    public async Task Where_nobody_may_register_a_sign_in_sends_to_owners_only()
    {
        await SetAsync(signInMode: "SignIn");
        var (owned, unknown) = (await OwnedAsync(), Address());
        var browser = await BegunAsync();
        await browser.SentCodeAsync(unknown);
        var id = await browser.SentCodeAsync(owned);
        (await browser.GiveCodeAsync(owned, id, await CodeAsync(owned))).Expect(200);
        Assert.Empty(await MailboxAsync(unknown));

        // For whatever else the body asks.
        await browser.SentCodeAsync(unknown, "ForgotPassword");
        Assert.Empty(await MailboxAsync(unknown));
        await browser.SentCodeAsync(unknown, "Register");
        Assert.Single(await MailboxAsync(unknown));
    }

    [Fact]
    public async Task Who_may_register_or_is_known_gets_a_code_to_any_address()
    {
        var (address, browser) = (Address(), await BegunAsync());
        await browser.SentCodeAsync(address);
        Assert.Single(await MailboxAsync(address));

        await SetAsync(signInMode: "SignIn");
        var (_, username) = await Server.NewSignerAsync();
        await browser.IdentifyByPasswordAsync(username);
        var other = Address();
        await browser.SentCodeAsync(other);
        Assert.Equal("BindMfa", Assert.Single(await MailboxAsync(other)).GetProperty("usageType").GetString());
    }

    [Fact]
    public async Task Messages_that_are_kept_back_count_like_those_that_go_out()
    {
        var browser = await BegunAsync("ForgotPassword");
        foreach (var address in (string[])[await OwnedAsync(), Address()])
        {
            for (var sent = 0; sent < 10; sent++) (await browser.AskCodeAsync(address, "ForgotPassword")).Expect(200);
            (await browser.AskCodeAsync(address, "ForgotPassword")).Expect(429, "request.message_rate_limited");
        }
    }

    [Fact(DisplayName = "A provider that fails or does not answer shows no owner, neither by the answer nor by its time")]
    public async Task Nobody_waits_for_the_provider()
    {
        await using var receiver = await Receiver.StartAsync();
        var release = new TaskCompletionSource();
        receiver.Answer = (_, http) => release.Task.ContinueWith(_ => http.Response.StatusCode = 500, TaskScheduler.Default);
        var owned = new List<string>();
        for (var made = 0; made < 15; made++) owned.Add(await OwnedAsync());
        var connector = await Api.NewConnectorAsync("http-email", new { endpoint = receiver.Url });
        try
        {
            var browser = await BegunAsync("ForgotPassword");
            var (known, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
            foreach (var email in owned)
            {
                known.Add(await TimeAsync(() => browser.AskCodeAsync(email, "ForgotPassword"), 200));
                unknown.Add(await TimeAsync(() => browser.AskCodeAsync(Address(), "ForgotPassword"), 200));
            }

            AssertAlike(known, unknown);
            release.SetResult();
            Assert.Equal(owned.Order(), (await receiver.WaitAsync(owned.Count)).Select(message => message["to"]).Order());
            await Eventually.Async(() => Task.FromResult(Server.Log.Lines.Count(line => line.Contains("could not send a message (ForgotPassword): connector.general", StringComparison.Ordinal))),
                failed => failed >= owned.Count, "a log entry for each message");
        }
        finally
        {
            release.TrySetResult();
            (await Api.DeleteAnswerAsync($"/api/connectors/{connector.Id}")).Expect(204);
        }
    }

    [Fact(DisplayName = "ASVS 6.3.8: a wrong password takes its time, whoever owns the identifier")]
    public async Task A_password_takes_as_long_for_nobody()
    {
        var (_, username) = await Server.NewSignerAsync();
        var browser = await BegunAsync();
        var (known, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var tried = 0; tried < 15; tried++)
        {
            known.Add(await TimeAsync(() => browser.GivePasswordAsync(username, "wrong"), 422));
            unknown.Add(await TimeAsync(() => browser.GivePasswordAsync(TestServer.Unique(), "wrong"), 422));
        }

        AssertAlike(known, unknown);
    }

    [Fact]
    public async Task A_code_that_was_kept_back_is_stored_like_one_that_was_sent()
    {
        var (owned, unknown) = (await OwnedAsync(), Address());
        var browser = await BegunAsync("ForgotPassword");
        await browser.SentCodeAsync(owned, "ForgotPassword");
        await browser.SentCodeAsync(unknown, "ForgotPassword");
        var rows = await Server.InDatabaseAsync(db => db.VerificationCodes.AsNoTracking().Where(row => row.Recipient == owned || row.Recipient == unknown).ToListAsync());
        Assert.Equal(2, rows.Count);
        Assert.Single(rows.Select(row => (row.Channel, row.Digest.Length, row.Salt.Length, row.Tries, row.ExpiresAt - row.CreatedAt)).Distinct());
    }

    private static string ShapeOf(JsonElement record, string address) =>
        record.GetRawText().Replace(record.GetProperty("id").GetString()!, "ID", StringComparison.Ordinal).Replace(address, "ADDRESS", StringComparison.Ordinal);

    private static async Task<TimeSpan> TimeAsync(Func<Task<Answer>> call, int status)
    {
        var watch = Stopwatch.StartNew();
        var answer = await call();
        watch.Stop();
        answer.Expect(status);
        return watch.Elapsed;
    }

    /// <summary>Compared with one another, by their medians: how fast the machine is does not matter.</summary>
    private static void AssertAlike(List<TimeSpan> known, List<TimeSpan> unknown)
    {
        var (first, second) = (MedianOf(known), MedianOf(unknown));
        Assert.True(first < second * 2.5 && second < first * 2.5, $"known {first}, unknown {second}");
    }

    private static TimeSpan MedianOf(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
