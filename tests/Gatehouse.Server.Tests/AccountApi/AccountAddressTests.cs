using System.Text.Json;
using Gatehouse.Server.Data;
using Gatehouse.Server.Interactions;
using Gatehouse.Server.Tests.ManagementApi.Connectors;
using Gatehouse.Server.Tests.Support;
using Gatehouse.Server.Tests.Webhooks.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Server.Tests.AccountApi;

/// <summary>contract/account-api.md 6 and 11: codes, and the addresses that they prove.</summary>
public sealed class AccountAddressTests(AccountServer accounts) : AccountTest(accounts)
{
    [Theory(DisplayName = "Contract 6: an address that was verified becomes the user's, and goes again")]
    [InlineData("email", "primaryEmail")]
    [InlineData("phone", "primaryPhone")]
    public async Task An_address_comes_and_goes(string type, string member)
    {
        var user = await NewVerifiedAsync();
        var address = type == "email" ? "Mixed." + Address() : Phone();
        var record = await ProvenAsync(user, address, type);
        Assert.Equal("BindNewIdentifier", (await MailboxAsync(address))[0].GetProperty("usageType").GetString());
        (await SetAsync(user, type, address, record)).Expect(204);
        Assert.Equal(address, (await StoredAsync(user))[member].GetString());
        Assert.True(await Server.InDatabaseAsync(db => db.Events.AnyAsync(row => row.Subject == user.Id && row.Name == "User.Data.Updated")));
        // Records can be used until they expire.
        (await SetAsync(user, type, address, record)).Expect(204);
        for (var time = 0; time < 2; time++) (await user.DeleteAsync("/api/my-account/primary-" + type)).Expect(204);
        Assert.Equal(JsonValueKind.Null, (await StoredAsync(user))[member].ValueKind);
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await user.VerifyAsync();
        (await SetAsync(user, type, address, record)).Expect(400, NoRecord);
    }

    [Theory(DisplayName = "Contract 3, 6: the record is verified, the caller's own, of this kind and this very address")]
    [InlineData("email", "primaryEmail")]
    [InlineData("phone", "primaryPhone")]
    public async Task Records_that_do_not_fit(string type, string member)
    {
        var (user, other) = (await NewVerifiedAsync(), await NewUserAsync());
        var (address, another) = (New(), New());
        (await SetAsync(user, type, address, "unknown")).Expect(400, NoRecord);
        (await SetAsync(user, type, address, user.RecordId!)).Expect(400, NoRecord);
        var unanswered = (await user.SendCodeAsync(address, type)).Expect(201)["verificationRecordId"].GetString()!;
        (await SetAsync(user, type, address, unanswered)).Expect(400, NoRecord);
        (await SetAsync(user, type, address, await ProvenAsync(user, another, type))).Expect(400, NoRecord);
        (await SetAsync(user, type, address, await ProvenAsync(user, type == "email" ? Phone() : Address(), type == "email" ? "phone" : "email"))).Expect(400, NoRecord);
        // Somebody else has shown that the address is theirs.
        var theirs = await ProvenAsync(other, address, type, messages: 2);
        (await SetAsync(user, type, address, theirs)).Expect(400, NoRecord);
        Assert.Equal(JsonValueKind.Null, (await StoredAsync(user))[member].ValueKind);

        string New() => type == "email" ? Address() : Phone();
    }

    [Theory(DisplayName = "Contract 6: an address that somebody else has is 422, and nothing changes")]
    [InlineData("email", "primaryEmail")]
    [InlineData("phone", "primaryPhone")]
    public async Task Addresses_of_somebody_else(string type, string member)
    {
        var user = await NewVerifiedAsync();
        var address = type == "email" ? Address() : Phone();
        var record = await ProvenAsync(user, address, type);
        (await Api.PostAnswerAsync("/api/users", type == "email" ? new { primaryEmail = address.ToUpperInvariant() } : new { primaryPhone = address })).Expect(200);
        (await SetAsync(user, type, address, record)).Expect(422, $"user.{type}_already_in_use");
        Assert.Equal(JsonValueKind.Null, (await StoredAsync(user))[member].ValueKind);
    }

    [Fact]
    public async Task Of_fifty_who_want_one_address_one_has_it()
    {
        var users = new[] { await NewVerifiedAsync(), await NewVerifiedAsync() };
        var address = Address();
        var records = new List<string>();
        foreach (var user in users) records.Add(await ProvenAsync(user, address, messages: records.Count + 1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => users[number % 2].SetEmailAsync(address, records[number % 2])));
        var owners = await Server.InDatabaseAsync(db => db.Set<Gatehouse.Server.Users.User>().Where(row => row.PrimaryEmail == address).Select(row => row.Id).ToListAsync());
        var winner = users[0].Id == Assert.Single(owners) ? 0 : 1;
        for (var number = 0; number < answers.Length; number++)
        {
            if (number % 2 == winner) answers[number].Expect(204);
            else answers[number].Expect(422, "user.email_already_in_use");
        }
    }

    [Theory(DisplayName = "Contract 6: bodies that do not fit")]
    [InlineData("email", "nonsense", 400, "guard.invalid_input")]
    [InlineData("email", "", 400, "guard.invalid_input")]
    [InlineData("phone", "+82101234", 400, "guard.invalid_input")]
    [InlineData("phone", "", 400, "guard.invalid_input")]
    [InlineData("phone", "123", 400, NoRecord)]
    public async Task Bodies(string type, string value, int status, string code)
    {
        var user = await NewVerifiedAsync();
        (await SetAsync(user, type, value, "unknown")).Expect(status, code);
        (await user.PostAsync("/api/my-account/primary-" + type, new { email = "a@b.example", phone = "821012345678" })).Expect(400, "guard.invalid_input");
    }

    [Fact(DisplayName = "Contract 6: a number that is none is 422 user.invalid_phone, after its record was looked at")]
    public async Task Invalid_numbers()
    {
        var user = await NewVerifiedAsync();
        (await user.SetPhoneAsync("0123", await ProvenAsync(user, "0123", "phone"))).Expect(422, "user.invalid_phone");
        // Two ways to write one number are one.
        var national = Phone();
        var written = national[..2] + "0" + national[2..];
        (await user.SetPhoneAsync(national, await ProvenAsync(user, written, "phone"))).Expect(204);
        Assert.Equal(national, (await StoredAsync(user))["primaryPhone"].GetString());
    }

    [Fact(DisplayName = "Contract 6: the last that tells who the user is can't be taken away, not by two at once")]
    public async Task The_last_method()
    {
        var email = Address();
        var user = await NewUserAsync(fields: new { primaryEmail = email });
        user.RecordId = await ProvenAsync(user, email);
        (await user.DeleteAsync("/api/my-account/primary-email")).Expect(400, "user.last_sign_in_method_required");
        Assert.Equal(email, (await StoredAsync(user))["primaryEmail"].GetString());
        (await user.DeleteAsync("/api/my-account/primary-phone")).Expect(204);

        for (var round = 0; round < 5; round++)
        {
            (await Api.PatchAnswerAsync($"/api/users/{user.Id}", new { primaryEmail = email, primaryPhone = Phone() })).Expect(200);
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => user.DeleteAsync("/api/my-account/primary-" + (number % 2 == 0 ? "email" : "phone"))));
            var left = await StoredAsync(user);
            Assert.True(left["primaryEmail"].ValueKind != JsonValueKind.Null || left["primaryPhone"].ValueKind != JsonValueKind.Null, "Nothing is left");
            Assert.Contains(answers, answer => answer.Status == System.Net.HttpStatusCode.BadRequest && answer.Code == "user.last_sign_in_method_required");
        }
    }

    [Fact(DisplayName = "Contract 6, 11: blocked addresses are refused when they are new, before anything is sent and again when they are set")]
    public async Task Blocked_addresses()
    {
        var (blocked, own) = ($"{TestServer.Unique()}@blocked.example", $"{TestServer.Unique()}@blocked.example");
        var user = await NewVerifiedAsync();
        var record = await ProvenAsync(user, blocked);
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}", new { primaryEmail = own })).Expect(200);
        await SetAsync(blocklist: """{"blockSubaddressing":true,"customBlocklist":["@blocked.example"]}""");
        (await user.SetEmailAsync(blocked, record)).Expect(422, "session.email_blocklist.email_not_allowed");
        var refused = $"{TestServer.Unique()}@blocked.example";
        (await user.SendCodeAsync(refused)).Expect(422, "session.email_blocklist.email_not_allowed");
        (await user.SendCodeAsync($"{TestServer.Unique()}+tag@reader.example")).Expect(422, "session.email_blocklist.email_subaddressing_not_allowed");
        Assert.Empty(await MailboxAsync(refused));
        // One that the user has already is not new.
        (await user.SendCodeAsync(own)).Expect(201);
    }

    [Fact(DisplayName = "Contract 11: a code is sent for what it is asked for, names the application, and is good for its own record once")]
    public async Task Codes()
    {
        var email = Address();
        var (user, other) = (await NewUserAsync(), await NewUserAsync());
        (await Api.PatchAnswerAsync($"/api/users/{user.Id}", new { primaryEmail = email })).Expect(200);
        user.Headers.Add(("Accept-Language", "ko-KR"));
        var sent = (await user.SendCodeAsync(email, templateType: "BindMfa")).Expect(201);
        Assert.Equal(["verificationRecordId", "expiresAt"], Members(sent.Json));
        var message = (await MailboxAsync(email))[0];
        Assert.Equal(("BindMfa", "ko", user.Authorized.ClientId), (
            message.GetProperty("usageType").GetString(), message.GetProperty("payload").GetProperty("locale").GetString(),
            message.GetProperty("payload").GetProperty("application").GetProperty("id").GetString()));
        // For a new address the template is not the caller's choice.
        var fresh = Address();
        (await user.SendCodeAsync(fresh, templateType: "UserPermissionValidation")).Expect(201);
        Assert.Equal("BindNewIdentifier", (await MailboxAsync(fresh))[0].GetProperty("usageType").GetString());

        var (id, code) = (sent["verificationRecordId"].GetString()!, await CodeAsync(email));
        (await other.GiveCodeAsync(email, id, code)).Expect(400, NoRecord);
        (await user.GiveCodeAsync(email, "unknown", code)).Expect(400, NoRecord);
        (await user.GiveCodeAsync(Phone(), id, code, "phone")).Expect(400, NoRecord);
        (await user.GiveCodeAsync(fresh, id, code)).Expect(400, "verification_code.email_mismatch");
        (await user.GiveCodeAsync(email, id, code == "000000" ? "000001" : "000000")).Expect(400, "verification_code.code_mismatch");
        Assert.Equal($$"""{"verificationRecordId":"{{id}}"}""", (await user.GiveCodeAsync(email, id, code)).Expect(200).Text);
        (await user.GiveCodeAsync(email, id, code)).Expect(400, "verification_code.not_found");
        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await user.GiveCodeAsync(email, id, code)).Expect(400, NoRecord);
        Assert.DoesNotContain(Server.Log.Lines, line => line.Contains(email, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_fifty_who_give_a_code_at_once_one_has_it()
    {
        var (user, address) = (await NewUserAsync(), Address());
        var id = (await user.SendCodeAsync(address)).Expect(201)["verificationRecordId"].GetString()!;
        var code = await CodeAsync(address);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => user.GiveCodeAsync(address, id, code)));
        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(400, "verification_code.not_found"));
    }

    [Fact(DisplayName = "Contract 11, experience 11: wrong codes lead to the lock, many messages to 429, which webhooks learn")]
    public async Task Limits()
    {
        await SetAsync(sentinel: """{"maxAttempts":3,"lockoutDuration":10}""");
        var (user, address) = (await NewUserAsync(), Address());
        var id = (await user.SendCodeAsync(address)).Expect(201)["verificationRecordId"].GetString()!;
        var code = await CodeAsync(address);
        for (var time = 0; time < 2; time++) (await user.GiveCodeAsync(address, id, "wrong")).Expect(400, "verification_code.code_mismatch");
        (await user.GiveCodeAsync(address, id, "wrong")).Expect(400, "session.verification_blocked_too_many_attempts");
        (await user.GiveCodeAsync(address, id, code)).Expect(400, "session.verification_blocked_too_many_attempts");

        var flooded = Address();
        for (var time = 0; time < 10; time++) (await user.SendCodeAsync(flooded)).Expect(201);
        (await user.SendCodeAsync(flooded)).Expect(429, "request.message_rate_limited");
        Assert.Equal(10, (await MailboxAsync(flooded)).Count);
        var told = await Server.InDatabaseAsync(async db => (await db.Events.AsNoTracking().Where(row => row.Name == "Message.RateLimited").ToListAsync())
            .Count(row => row.Payload.ToElement().GetProperty("recipient").GetString() == flooded));
        Assert.Equal(1, told);
    }

    [Theory(DisplayName = "Contract 11: bodies that do not fit")]
    [InlineData("""{"identifier":{"type":"email","value":"nonsense"}}""")]
    [InlineData("""{"identifier":{"type":"phone","value":"+821012345678"}}""")]
    [InlineData("""{"identifier":{"type":"username","value":"kim"}}""")]
    [InlineData("""{"identifier":{"type":"email","value":"a@b.example"},"templateType":"SignIn"}""")]
    [InlineData("{}")]
    public async Task Code_bodies(string body) => (await (await NewUserAsync()).PostAsync("/api/verifications/verification-code", body)).Expect(400, "guard.invalid_input");

    [Fact(DisplayName = "Contract 11: what the provider refuses is answered, and no record is kept")]
    public async Task A_message_that_fails()
    {
        var user = await NewUserAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var connector = await Api.NewConnectorAsync("http-email", new { endpoint = receiver.Url });
        try
        {
            (await user.SendCodeAsync(Address())).Expect(400, "connector.general");
        }
        finally
        {
            (await Api.DeleteAnswerAsync($"/api/connectors/{connector.Id}")).Expect(204);
        }

        Assert.False(await Server.InDatabaseAsync(db => db.AccountVerifications.AnyAsync(row => row.UserId == user.Id)));
    }

    private static Task<Answer> SetAsync(AccountUser user, string type, string value, string recordId) =>
        type == "email" ? user.SetEmailAsync(value, recordId) : user.SetPhoneAsync(value, recordId);
}

/// <summary>contract/account-api.md 11: a fresh installation sends nothing.</summary>
public sealed class AccountWithoutConnectorTests
{
    [Fact]
    public async Task Without_a_connector_no_code_is_sent()
    {
        // The account center of the shared server is nobody's to switch on.
        await using var server = await TestServer.StartAsync();
        (await server.Api.PatchAnswerAsync("/api/account-center", new { enabled = true })).Expect(200);
        var user = await AccountUser.CreateAsync(server);
        (await user.SendCodeAsync(TestServer.Unique() + "@reader.example")).Expect(501, "connector.not_found");
        (await user.SendCodeAsync("821012345678", "phone")).Expect(501, "connector.not_found");
        // No field is set on a fresh installation.
        (await user.PatchAsync(new { name = "New" })).Expect(400, "account_center.field_not_editable");
    }
}
