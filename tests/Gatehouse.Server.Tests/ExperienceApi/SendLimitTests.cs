using Gatehouse.Server.Tests.Support;

namespace Gatehouse.Server.Tests.ExperienceApi;

/// <summary>contract/experience-api.md 11.3 and issue 5: messages are limited by recipient and by the address of whoever asks.</summary>
public sealed class SendLimitTests(CodeServer codes) : CodeTest(codes)
{
    [Fact]
    public async Task Ten_codes_go_to_a_recipient_in_ten_minutes_for_whatever_purpose()
    {
        var (address, browser) = (Address(), await BegunAsync());
        var id = "";
        for (var sent = 0; sent < 10; sent++) id = await browser.SentCodeAsync(sent % 2 == 0 ? address : address.ToUpperInvariant(), sent < 5 ? "SignIn" : "Register");
        var refused = (await (await BegunAsync()).AskCodeAsync(address)).Expect(429, "request.message_rate_limited");
        Assert.False(refused.Json.TryGetProperty("data", out _));
        Assert.Null(refused.Header("Retry-After"));
        (await browser.AskCodeAsync(address)).Expect(429, "request.message_rate_limited");
        Assert.Equal(id, (await browser.RecordAsync("EmailVerificationCode")).GetProperty("id").GetString());
        (await browser.AskCodeAsync(Address())).Expect(200);
        Server.Clock.Advance(TimeSpan.FromSeconds(601));
        (await browser.AskCodeAsync(address)).Expect(200);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", "2001:db8:1:3::5")]
    public async Task An_address_has_its_share_of_messages_whomever_they_go_to(string asking, string same, string other)
    {
        for (var sent = 0; sent < CodeServer.MessagesPerAddress; sent++)
        {
            var browser = await BegunAsync(sent % 2 == 0 ? "SignIn" : "ForgotPassword", asking);
            (await browser.AskCodeAsync(Address(), sent % 2 == 0 ? "SignIn" : "ForgotPassword")).Expect(200);
        }

        (await (await BegunAsync(address: same)).AskCodeAsync(Address())).Expect(429, "request.message_rate_limited");
        (await (await BegunAsync("ForgotPassword", same)).AskCodeAsync(Address(), "ForgotPassword")).Expect(429, "request.message_rate_limited");
        (await (await BegunAsync(address: same)).AskCodeAsync(Phone(), type: "phone")).Expect(429, "request.message_rate_limited");
        (await (await BegunAsync(address: other)).AskCodeAsync(Address())).Expect(200);
        (await Api.PostAnswerAsync("/api/verification-codes", new { email = Address() })).Expect(204);
        Server.Clock.Advance(TimeSpan.FromSeconds(601));
        (await (await BegunAsync(address: same)).AskCodeAsync(Address())).Expect(200);
    }

    [Fact]
    public async Task Of_fifty_who_ask_at_once_from_one_address_no_more_than_its_share_get_a_code()
    {
        var browser = await BegunAsync(address: "203.0.113.99");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => browser.AskCodeAsync(Address())));
        Assert.Equal(CodeServer.MessagesPerAddress, answers.Count(answer => (int)answer.Status == 200));
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(429, "request.message_rate_limited"));
    }
}
