using Gatehouse.Server.Platform.Identifiers;
using Gatehouse.Server.Platform.Json;
using Gatehouse.Server.SignInExperience;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.ManagementApi.Users;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Verifications;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.ManagementApi.VerificationCodes;

/// <summary>contract/management-misc.md 9 and experience-api.md 11.2, 11.3: codes to an address.</summary>
public sealed class VerificationCodeTests(TestModeServer mode) : IClassFixture<TestModeServer>, IAsyncLifetime
{
    private HttpClient Api => mode.Server.Api;

    public async ValueTask InitializeAsync()
    {
        await Api.NewMailConnectorAsync();
        await Api.NewSmsConnectorAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_code_has_six_digits_and_is_good_once()
    {
        var email = Address();
        var code = await SendAsync(email);
        Assert.Matches("^[0-9]{6}$", code);
        var stored = await mode.Server.InDatabaseAsync(db => db.VerificationCodes.AsNoTracking().SingleAsync(row => row.Recipient == email));
        Assert.DoesNotContain(code, stored.Digest);
        (await VerifyAsync(new { email, verificationCode = code })).Expect(204);
        (await VerifyAsync(new { email, verificationCode = code })).Expect(400, "verification_code.not_found");
    }

    [Fact]
    public async Task A_phone_gets_its_code_as_sms_and_the_address_counts_of_both()
    {
        var (email, phone) = (Address(), Phone());
        (await Api.PostAnswerAsync("/api/verification-codes", new { phone })).Expect(204);
        var code = mode.Server.SmsRecord().GetProperty("code").GetString()!;
        Assert.Equal(phone, mode.Server.SmsRecord().GetProperty("phone").GetString());
        (await VerifyAsync(new { email, phone, verificationCode = code })).Expect(400, "verification_code.not_found");
        (await VerifyAsync(new { phone, verificationCode = code })).Expect(204);
        (await Api.PostAnswerAsync("/api/verification-codes", new { email, phone })).Expect(204);
        Assert.Equal(email, mode.Server.MailRecord().GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_new_code_takes_the_place_of_the_older()
    {
        var email = Address();
        var older = await SendAsync(email);
        var newer = await SendAsync(email);
        if (older != newer) (await VerifyAsync(new { email, verificationCode = older })).Expect(400, "verification_code.code_mismatch");
        (await VerifyAsync(new { email, verificationCode = newer })).Expect(204);
    }

    [Fact]
    public async Task Ten_wrong_tries_are_ten_mismatches_then_the_right_one_is_too_late()
    {
        var email = Address();
        var code = await SendAsync(email);
        for (var tried = 0; tried < 10; tried++) (await VerifyAsync(new { email, verificationCode = "wrong" })).Expect(400, "verification_code.code_mismatch");
        (await VerifyAsync(new { email, verificationCode = code })).Expect(400, "verification_code.exceed_max_try");
        (await VerifyAsync(new { email, verificationCode = "wrong" })).Expect(400, "verification_code.exceed_max_try");
    }

    [Fact]
    public async Task Of_fifty_wrong_tries_at_once_ten_are_judged()
    {
        var email = Address();
        await SendAsync(email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VerifyAsync(new { email, verificationCode = "wrong" })));
        Assert.Equal(10, answers.Count(answer => answer.Code == "verification_code.code_mismatch"));
        Assert.Equal(40, answers.Count(answer => answer.Code == "verification_code.exceed_max_try"));
    }

    [Fact]
    public async Task Of_fifty_right_tries_at_once_one_succeeds()
    {
        var email = Address();
        var code = await SendAsync(email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VerifyAsync(new { email, verificationCode = code })));
        Assert.Single(answers, answer => (int)answer.Status == 204);
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(400, "verification_code.not_found"));
    }

    [Fact]
    public async Task A_code_ends_after_its_time_and_before_its_tries()
    {
        await using var server = await TestModeServer.StartAsync();
        await server.Api.NewMailConnectorAsync();
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "a@b.example" })).Expect(204);
        var code = server.MailRecord().GetProperty("code").GetString();
        server.Clock.Advance(TimeSpan.FromSeconds(601));
        (await server.Api.PostAnswerAsync("/api/verification-codes/verify", new { email = "a@b.example", verificationCode = code })).Expect(400, "verification_code.expired");
        (await server.Api.PostAnswerAsync("/api/verification-codes/verify", new { email = "a@b.example", verificationCode = "x" })).Expect(400, "verification_code.expired");

        await server.InDatabaseAsync(async db =>
        {
            (await db.SignInExperiences.SingleAsync()).VerificationCodePolicy = JsonText.FromStored("""{"expirationDuration":60,"maxRetryAttempts":1}""");
            return await db.SaveChangesAsync();
        });
        server.Forget();
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "a@b.example" })).Expect(204);
        code = server.MailRecord().GetProperty("code").GetString();
        (await server.Api.PostAnswerAsync("/api/verification-codes/verify", new { email = "a@b.example", verificationCode = "x" })).Expect(400, "verification_code.code_mismatch");
        (await server.Api.PostAnswerAsync("/api/verification-codes/verify", new { email = "a@b.example", verificationCode = code })).Expect(400, "verification_code.exceed_max_try");
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        (await server.Api.PostAnswerAsync("/api/verification-codes/verify", new { email = "a@b.example", verificationCode = code })).Expect(400, "verification_code.expired");
    }

    [Fact]
    public async Task Ten_messages_go_to_a_recipient_in_ten_minutes()
    {
        await using var server = await TestModeServer.StartAsync();
        await server.Api.NewMailConnectorAsync();
        for (var sent = 0; sent < 10; sent++)
            (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = sent % 2 == 0 ? "Kim@Reader.example" : "kim@reader.example" })).Expect(204);
        var last = server.MailRecord().GetRawText();
        var refused = (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "KIM@reader.example" })).Expect(429, "request.message_rate_limited");
        Assert.False(refused.Json.TryGetProperty("data", out _));
        Assert.Null(refused.Header("Retry-After"));
        Assert.Equal(last, server.MailRecord().GetRawText());
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "lee@reader.example" })).Expect(204);
        server.Clock.Advance(TimeSpan.FromSeconds(601));
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "kim@reader.example" })).Expect(204);
    }

    [Fact]
    public async Task Of_fifty_messages_at_once_ten_go_out()
    {
        var email = Address();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAnswerAsync("/api/verification-codes", new { email })));
        Assert.Equal(10, answers.Count(answer => (int)answer.Status == 204));
        Assert.All(answers.Where(answer => (int)answer.Status != 204), answer => answer.Expect(429, "request.message_rate_limited"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":"nonsense"}""")]
    [InlineData("""{"email":""}""")]
    [InlineData("""{"phone":"+8210"}""")]
    [InlineData("""{"phone":821012345678}""")]
    public async Task A_recipient_is_an_address_or_digits(string body)
    {
        (await Api.PostAnswerAsync("/api/verification-codes", body)).Expect(400, "guard.invalid_input");
        (await VerifyAsync(body)).Expect(400, "guard.invalid_input");
    }

    [Fact]
    public async Task A_code_is_at_least_one_character() => (await VerifyAsync(new { email = Address(), verificationCode = "" })).Expect(400, "guard.invalid_input");

    private static string Address() => TestServer.Unique() + "@Reader.example";

    private static string Phone() => TestServer.UniquePhone();

    private async Task<string> SendAsync(string email)
    {
        (await Api.PostAnswerAsync("/api/verification-codes", new { email })).Expect(204);
        return mode.Server.MailRecord().GetProperty("code").GetString()!;
    }

    private Task<Answer> VerifyAsync(object body) => Api.PostAnswerAsync("/api/verification-codes/verify", body);
}

/// <summary>contract/management-misc.md 9: a fresh installation sends nothing; attempts are forgotten.</summary>
public sealed class WithoutConnectorTests : ServerTest
{
    [Fact]
    public async Task Without_a_connector_no_code_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { email = "a@b.example" })).Expect(501, "connector.not_found");
        (await server.Api.PostAnswerAsync("/api/verification-codes", new { phone = "821012345678" })).Expect(501, "connector.not_found");
        Assert.Equal("[]", (await server.Api.GetAnswerAsync("/api/mailbox")).Expect(200).Text);
    }

    [Fact]
    public async Task What_was_tried_in_the_last_hour_is_forgotten()
    {
        var (one, two) = (TestServer.Unique() + "@x.example", TestServer.Unique());
        await AddAsync(one, "User", TimeSpan.FromMinutes(59));
        await AddAsync(one, "User", TimeSpan.FromMinutes(61));
        await AddAsync(one, "App", TimeSpan.Zero);
        await AddAsync(two, "User", TimeSpan.Zero);
        (await Api.PostAnswerAsync("/api/sentinel-activities/delete", new { targetType = "User", targets = new[] { one, one } })).Expect(204);
        Assert.Equal((2, 1), (await CountAsync(one), await CountAsync(two)));
        (await Api.PostAnswerAsync("/api/sentinel-activities/delete", new { targetType = "User", targets = Array.Empty<string>() })).Expect(204);
        Assert.Equal(1, await CountAsync(two));
    }

    [Theory]
    [InlineData("""{"targetType":"Device","targets":[]}""")]
    [InlineData("""{"targetType":"User"}""")]
    [InlineData("""{"targetType":"User","targets":[5]}""")]
    public async Task Targets_are_users_or_applications(string body) => (await Api.PostAnswerAsync("/api/sentinel-activities/delete", body)).Expect(400, "guard.invalid_input");

    private Task<int> AddAsync(string identifier, string type, TimeSpan age) => Server.InDatabaseAsync(async db =>
    {
        db.SentinelActivities.Add(new SentinelActivity
        {
            TenantId = db.TenantId, Id = Identifier.Long(), TargetType = type, TargetHash = SentinelActivity.HashOf(identifier), Pool = AttemptPool.Identifier,
            CreatedAt = Server.Clock.GetUtcNow().UtcDateTime - age,
        });
        return await db.SaveChangesAsync();
    });

    private Task<int> CountAsync(string identifier)
    {
        var hash = SentinelActivity.HashOf(identifier);
        return Server.InDatabaseAsync(db => db.SentinelActivities.CountAsync(activity => activity.TargetHash == hash));
    }
}
